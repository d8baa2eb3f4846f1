-- What a user does: opens a file, waits for marks, applies a fix, saves; then the same for the other part
-- of the stack, whose marks follow what is typed in the first.
local function wait(what, holds)
  if not vim.wait(60000, holds, 20) then
    io.stderr:write("waited in vain for " .. what .. "\n" .. vim.inspect(vim.diagnostic.get()) .. "\n")
    vim.cmd("cquit 1")
  end
end
local function expect(what, holds)
  if not holds then
    io.stderr:write("expected " .. what .. "\n")
    vim.cmd("cquit 3")
  end
end
local function shows(rule)
  for _, mark in ipairs(vim.diagnostic.get(0)) do
    if mark.code == rule or (mark.user_data and mark.user_data.lsp and mark.user_data.lsp.code == rule) then
      return mark
    end
  end
end
-- Takes the first offer that starts so, as if it had been chosen from the menu.
vim.ui.select = function(items, _, choose)
  for _, item in ipairs(items) do
    local title = item.title or (item[2] and item[2].title)
    if vim.startswith(title, wanted) then
      return choose(item)
    end
  end
  io.stderr:write(wanted .. " is not offered: " .. vim.inspect(items) .. "\n")
  vim.cmd("cquit 2")
end

vim.cmd("edit app/Dockerfile")
wait("a mark", function() return shows("dockerfile/maintainer-deprecated") end)
local mark = shows("dockerfile/maintainer-deprecated")
expect("the exact place, not " .. vim.inspect(mark), mark.lnum == 1 and mark.col == 0 and mark.source == "dockwarden")
wanted = "Fix: "
vim.api.nvim_win_set_cursor(0, { 2, 0 })
vim.lsp.buf.code_action()
wait("the fix", function() return vim.fn.getline(2):match("^LABEL ") end)
wait("no mark", function() return not shows("dockerfile/maintainer-deprecated") end)
vim.cmd("write")

vim.cmd("edit compose.yaml")
wait("the project", function() return #vim.diagnostic.get(0) > 0 end)
expect("a stage that is there", not shows("stack/target-missing"))
vim.cmd("buffer Dockerfile")
vim.fn.setline(1, "FROM debian:12 AS other")
vim.cmd("buffer compose.yaml")
wait("the mark in the other file", function() return shows("stack/target-missing") end)
wanted = "Ignore compose/privileged"
vim.api.nvim_win_set_cursor(0, { 4, 4 })
vim.lsp.buf.code_action()
wait("the comment", function() return vim.fn.getline(4):match("# dockwarden: ignore=compose/privileged") end)
wait("no mark", function() return not shows("compose/privileged") end)
vim.cmd("write")

-- The configuration: a rule switched off, completed as it is typed, and a rule of our own.
wanted = "Switch compose/no-new-privileges-missing off"
vim.api.nvim_win_set_cursor(0, { 2, 3 })
vim.lsp.buf.code_action()
wait("no mark", function() return not shows("compose/no-new-privileges-missing") end)
vim.cmd("Dockwarden newRule")
wait("the new rule", function() return shows("compose/owner-missing") end)
vim.cmd("Dockwarden showDefence")
wait("the table", function() return vim.fn.getline(1) == "# Defence in depth" and vim.bo.filetype == "markdown" end)
expect("a row for the service", vim.fn.search("| service web") > 0)
vim.cmd("bwipeout")
vim.cmd("Dockwarden showInput")
wait("the input", function() return vim.fn.search('"no_new_privileges"') > 0 and vim.bo.filetype == "json" end)
vim.cmd("bwipeout")
vim.cmd("wall")
vim.cmd("edit dockwarden.yaml")
vim.api.nvim_buf_set_lines(0, 0, 0, false, { "fail-on: h" })
vim.api.nvim_win_set_cursor(0, { 1, 9 })
local answers = vim.lsp.buf_request_sync(0, "textDocument/completion", vim.lsp.util.make_position_params(), 60000)
local labels = {}
for _, answer in pairs(answers) do
  for _, item in ipairs(answer.result) do table.insert(labels, item.label) end
end
expect("severities, not " .. vim.inspect(labels), vim.deep_equal(labels, { "critical", "high", "medium", "low", "info" }))
vim.cmd("edit!")
vim.cmd("qall!")
