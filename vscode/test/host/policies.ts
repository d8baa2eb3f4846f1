import { commands, window, workspace } from "vscode";
import { at, equal, finds, holds, loses, read, remove, replace, shown, test, until, write } from "./lib";

test("a new rule is written, named in the configuration, and in force at once", async () => {
  await window.showTextDocument(at("shop/compose.yaml"));
  await commands.executeCommand("dockwarden.newRule", "compose", "owner-missing");
  await finds("shop/compose.yaml", "compose/owner-missing");
  equal(await read("dockwarden.yaml"), "policies:\n  - policies\n");
});

test("a policy is in force as it stands in the editor", async () => {
  const document = await workspace.openTextDocument(at("policies/compose/owner-missing.rego"));
  await replace(document, "does not say who looks after it", "has nobody");
  await until("the new message", () => shown("shop/compose.yaml").some(({ message }) => message.includes("has nobody")));
});

test("a mistake in a policy is shown in the policy, and the configuration stays in force", async () => {
  const document = await workspace.openTextDocument(at("policies/compose/owner-missing.rego"));
  await replace(document, "not service.labels", "not service..labels");
  const [wrong] = await until("a problem", () => {
    const list = shown("policies/compose/owner-missing.rego");
    return list.length > 0 && list;
  });
  equal(wrong!.range.start.line, document.positionAt(document.getText().indexOf("service..labels")).line);
  await finds("shop/compose.yaml", "compose/privileged");
  await replace(document, "not service..labels", "not service.labels");
  await until("no problem", () => shown("policies/compose/owner-missing.rego").length === 0);
  await document.save();
});

test("a policy that does not come to an end is left out, and the others go on", async () => {
  const endless = `# METADATA
# title: Never ends
# description: A test.
# custom:
#   severity: low
#   practice: hygiene
#   fix: none
package dockwarden.compose["owner-missing"]

deny contains {"message": "never", "at": input.services.web} if {
	some a in numbers.range(1, 3000)
	some b in numbers.range(1, 3000)
	some c in numbers.range(1, 3000)
	a + b + c == 0
}
`;
  await write("policies/compose/owner-missing.rego", endless);
  const [told] = await until("it is told", () => {
    const list = shown("policies/compose/owner-missing.rego");
    return list.length > 0 && list;
  }, 20_000);
  holds(told!.message.startsWith("The policies of this folder are left out"), told!.message);
  await finds("shop/compose.yaml", "compose/privileged");
});

test("policies that are gone are no longer in force", async () => {
  await remove("policies");
  await remove("dockwarden.yaml");
  await loses("shop/compose.yaml", "compose/owner-missing");
  await finds("shop/compose.yaml", "compose/privileged");
});
