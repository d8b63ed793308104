package dev.hoop.gateway.engine.shell;

import dev.hoop.gateway.engine.shell.Starter.Rule;
import java.util.HashMap;
import java.util.Map;

/** What is known of programs that start others, run code or change what the shell does. Every other program does only what it does. */
final class Rules {
    private static final Map<String, Rule> ALL = new HashMap<>();

    static {
        Wrappers.addTo(ALL);
        Shells.addTo(ALL);
        Builtins.addTo(ALL);
        Interpreters.addTo(ALL);
        Searches.addTo(ALL);
        Containers.addTo(ALL);
        Tools.addTo(ALL);
    }

    private Rules() {}

    static Map<String, Rule> all() {
        return ALL;
    }

    /** The same rule for several names. */
    static void put(Map<String, Rule> rules, String names, Rule rule) {
        for (String name : names.split(" ", -1)) {
            rules.put(name, rule);
        }
    }
}
