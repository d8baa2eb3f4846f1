// Resolves Compose projects with compose-go, so that ours can be compared with what it gives.
//
// It reads a JSON list of projects from its input and writes one list of answers, in their order: a
// process for each would take longer than all of them. Asked with `literals` and folders, it writes the
// Compose files that stand in the Go tests of these folders instead.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
	"github.com/sirupsen/logrus"
	"go.yaml.in/yaml/v4"
)

// question is a project to resolve.
type question struct {
	// Directory is that of the project.
	Directory string
	// Files are those to lay one over the other; where there are none, the usual names are looked for.
	Files []string
	// Environment is what is known from outside.
	Environment map[string]string
}

// answer is what became of it.
type answer struct {
	// Project is what `docker compose config` would print; also of a project that is refused only for what
	// its parts say of each other, or for files of variables that are not there.
	Project any `json:"project,omitempty"`
	// Error says why Compose refuses it.
	Error string `json:"error,omitempty"`
}

// lenient asks for no more than the model.
var lenient = []cli.ProjectOptionsFn{
	cli.WithConsistency(false),
	cli.WithoutEnvironmentResolution,
	cli.WithoutLabelsResolution,
}

func main() {
	logrus.SetOutput(io.Discard)
	var result any
	if len(os.Args) > 2 && os.Args[1] == "literals" {
		result = literals(os.Args[2:])
	} else {
		var questions []question
		if err := json.NewDecoder(os.Stdin).Decode(&questions); err != nil {
			fail(err)
		}
		answers := make([]answer, 0, len(questions))
		for _, question := range questions {
			answers = append(answers, resolve(question))
		}
		result = answers
	}
	if err := json.NewEncoder(os.Stdout).Encode(result); err != nil {
		fail(err)
	}
}

func resolve(question question) (found answer) {
	defer func() {
		if panicked := recover(); panicked != nil {
			found = answer{Error: fmt.Sprint("panic: ", panicked)}
		}
	}()
	project, err := load(question)
	if err != nil {
		found.Error = err.Error()
		project, err = load(question, lenient...)
	}
	if err == nil {
		found.Project = printed(asWritten(question, project))
	}
	return found
}

// printed is the project as YAML, the only form in which compose-go writes every key.
func printed(project *types.Project) (tree any) {
	text, err := project.MarshalYAML()
	if err != nil {
		fail(err)
	}
	if err := yaml.Unmarshal(text, &tree); err != nil {
		fail(err)
	}
	return tree
}

// load reads a project as `docker compose config` does, with all its profiles.
func load(question question, more ...cli.ProjectOptionsFn) (*types.Project, error) {
	environment := make([]string, 0, len(question.Environment))
	for name, value := range question.Environment {
		environment = append(environment, name+"="+value)
	}
	options, err := cli.NewProjectOptions(question.Files, append([]cli.ProjectOptionsFn{
		cli.WithWorkingDirectory(question.Directory),
		cli.WithEnv(environment),
		cli.WithEnvFiles(),
		cli.WithDotEnv,
		cli.WithDefaultConfigPath,
		cli.WithDefaultProfiles("*"),
		cli.WithInterpolation(true),
		cli.WithNormalization(true),
		cli.WithConsistency(true),
		cli.WithResolvedPaths(true),
	}, more...)...)
	if err != nil {
		return nil, err
	}
	return options.LoadProject(context.Background())
}

// asWritten takes from containers before a service what normalization copies into them from it.
func asWritten(question question, project *types.Project) *types.Project {
	for name, service := range project.Services {
		if len(service.PreStart) == 0 {
			continue
		}
		plain, err := load(question, append(lenient, cli.WithNormalization(false))...)
		if err != nil {
			fail(err)
		}
		service.PreStart = plain.Services[name].PreStart
		project.Services[name] = service
	}
	return project
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
