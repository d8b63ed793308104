package dev.hoop.gateway.engine.shell;

import dev.hoop.gateway.engine.command.Opacity;
import dev.hoop.gateway.engine.command.Term;
import dev.hoop.gateway.engine.shell.Options.Read;
import dev.hoop.gateway.engine.shell.Starter.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Programs that start a command on another host or in a container. */
final class Containers {
    static final Options SSH = Options.of("46AaCfGgKkMNnqsTtVvXxYy", "BbcDEeFIiJLlmOopQRSWwP", "", "");
    private static final Set<String> SSH_COMMANDS = Set.of(
            "proxycommand",
            "localcommand",
            "permitlocalcommand",
            "knownhostscommand",
            "remotecommand",
            "include",
            "match",
            "securitykeyprovider",
            "pkcs11provider",
            "proxyusefdpass",
            "xauthlocation");
    private static final Set<String> RUNNING = Set.of("exec", "run", "debug", "attach", "create");

    private static final Options DOCKER =
            Options.of("D", "Hlc", "debug tls tlsverify", "config context host log-level tlscacert tlscert tlskey");
    private static final Options DOCKER_EXEC = Options.of(
            "ditT",
            "euw",
            "detach interactive tty privileged no-TTY no-deps rm",
            "env env-file user workdir detach-keys index");
    private static final Options KUBECTL = Options.of(
            "itqA",
            "cnfsl",
            "stdin tty quiet all-namespaces",
            "container namespace context kubeconfig cluster user filename request-timeout pod-running-timeout as server selector token");

    private Containers() {}

    static void addTo(Map<String, Rule> rules) {
        Rules.put(rules, "ssh autossh mosh", Containers::ssh);
        Rules.put(rules, "docker podman nerdctl", Containers::docker);
        Rules.put(rules, "kubectl oc", Containers::kubectl);
        Rules.put(
                rules,
                "docker-compose podman-compose crictl ctr lxc lxc-attach machinectl virsh vagrant buildah flatpak snap toolbox distrobox ansible ansible-playbook salt salt-call pssh pdsh clush rsh rexec rlogin nomad helm terraform",
                (start, starter) -> {
                    boolean runs = start.arguments().isEmpty()
                            || start.arguments().stream()
                                    .anyMatch(each -> !each.isKnown() || RUNS.contains(each.beginning()));
                    if (runs || !ASKING.contains(start.base())) {
                        starter.opaque(start, Opacity.COMPUTED_ARGUMENTS, "starts commands elsewhere");
                    }
                });
    }

    private static final Set<String> RUNS =
            Set.of("exec", "run", "shell", "login", "start", "task", "attach", "console", "ssh", "up", "build", "x");
    private static final Set<String> ASKING = Set.of(
            "docker-compose",
            "podman-compose",
            "crictl",
            "lxc",
            "machinectl",
            "virsh",
            "vagrant",
            "snap",
            "flatpak",
            "nomad",
            "helm",
            "terraform");

    private static void ssh(Invocation start, Starter starter) {
        Read read = SSH.leading(start.arguments());
        List<Term> rest = new ArrayList<>(read.rest());
        if (read.problem().isPresent() || rest.isEmpty() || rest.get(0).several()) {
            starter.unclear(start, read.problem().orElse(""));
            return;
        }
        rest.remove(0);
        Read behind = SSH.leading(rest); // options may stand behind the host
        List<Options.Given> given = new ArrayList<>(read.given());
        given.addAll(behind.given());
        if (behind.problem().isPresent() || !start.base().equals("ssh")) {
            starter.unclear(start, behind.problem().orElse(""));
            return;
        }
        for (Options.Given option : given) {
            String value = option.value()
                    .map(each -> each.known().orElse("proxycommand"))
                    .orElse("");
            String key = value.replace("\"", "").strip().split("[\\s=]", 2)[0].toLowerCase(java.util.Locale.ROOT);
            if ((option.is("o") && SSH_COMMANDS.contains(key)) || option.is("F", "I")) {
                starter.opaque(start, Opacity.UNKNOWN_OPTION, "is told which programs to start by an option");
            }
        }
        if (behind.rest().isEmpty()) {
            boolean connects = given.stream().noneMatch(option -> option.is("N", "V", "G", "Q", "O", "W"));
            if (connects) {
                starter.opaque(start, Opacity.INTERACTIVE, "opens a shell on another host");
            }
            return;
        }
        starter.joined(start.moved(), behind.rest(), false);
    }

    private static void docker(Invocation start, Starter starter) {
        Read read = DOCKER.leading(start.arguments());
        if (read.problem().isPresent() || read.rest().isEmpty()) {
            unlessAsking(start, starter, read);
            return;
        }
        List<Term> rest = read.rest();
        String verb = rest.get(0).known().orElse("exec?");
        if (verb.equals("container") || verb.equals("compose")) {
            rest = rest.subList(1, rest.size());
            verb = rest.isEmpty() ? "" : rest.get(0).known().orElse("exec?");
        }
        if (verb.equals("exec")) {
            Read exec = DOCKER_EXEC.leading(rest.subList(1, rest.size()));
            behind(start, starter, exec);
        } else if (RUNNING.contains(verb)
                || verb.equals("exec?")
                || verb.startsWith("-")
                || Set.of(
                                "build", "buildx", "cp", "commit", "load", "import", "plugin", "swarm", "service",
                                "stack", "up")
                        .contains(verb)) {
            starter.opaque(start, Opacity.COMPUTED_ARGUMENTS, "starts or changes containers");
        }
    }

    private static void unlessAsking(Invocation start, Starter starter, Read read) {
        if (!start.arguments().stream()
                .allMatch(each -> Set.of("--version", "-v", "--help")
                        .contains(each.known().orElse("")))) {
            starter.unclear(start, read.problem().orElse(""));
        }
    }

    private static void behind(Invocation start, Starter starter, Read read) {
        if (read.problem().isPresent()
                || read.rest().isEmpty()
                || read.rest().get(0).several()) {
            starter.unclear(start, read.problem().orElse(""));
            return;
        }
        starter.inner(start.moved(), read.rest().subList(1, read.rest().size()));
    }

    private static void kubectl(Invocation start, Starter starter) {
        List<Term> words = start.arguments();
        if (words.stream().anyMatch(each -> each.beginning().startsWith("--kubec"))) {
            starter.opaque(start, Opacity.CODE_FROM_FILE, "is told by a file which programs to start");
        }
        Optional<Term> verb = KUBECTL.leading(words).rest().stream().findFirst();
        if (KUBECTL.leading(words).problem().isPresent()) {
            boolean runs = words.stream()
                    .anyMatch(each -> !each.isKnown() || RUNNING.contains(each.beginning()) || each.is("edit"));
            if (runs) {
                starter.unclear(start, "an option that is not known");
            }
            return;
        }
        String name = verb.flatMap(Term::known).orElse(words.isEmpty() ? "" : "exec?");
        if (name.equals("exec")) {
            executed(start, starter, words);
        } else if (RUNNING.contains(name)
                || Set.of("exec?", "edit", "plugin", "cp", "proxy", "port-forward")
                        .contains(name)) {
            starter.opaque(start, Opacity.COMPUTED_ARGUMENTS, "starts commands or editors");
        }
    }

    /** The command stands behind {@code --}. */
    private static void executed(Invocation start, Starter starter, List<Term> words) {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).is("--")) {
                Read before = KUBECTL.anywhere(words.subList(0, i));
                if (before.problem().isPresent() || before.rest().stream().anyMatch(Term::several)) {
                    starter.unclear(start, before.problem().orElse(""));
                } else {
                    starter.inner(start.moved(), words.subList(i + 1, words.size()));
                }
                return;
            }
        }
        starter.opaque(start, Opacity.COMPUTED_ARGUMENTS, "has no '--' before its command");
    }
}
