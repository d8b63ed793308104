package dev.hoop.gateway.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What an application gets when it depends on the driver: one jar with our classes, and nothing else with it. */
final class ShadedJarIT {
    private static final Path JAR = Path.of(System.getProperty("hoop.jdbc.jar", "not set by the build"));
    private static final Path POM = Path.of(System.getProperty("hoop.jdbc.pom", "not set by the build"));

    /** Loaded by the frameworks themselves, and by nothing of ours. */
    private static final String FRAMEWORKS = "dev/hoop/gateway/jdbc/frameworks/";

    @Test
    void jarHoldsOurPackagesAndNothingForeign() throws IOException {
        List<String> files = files();

        assertThat(files)
                .anyMatch(name -> name.startsWith("dev/hoop/gateway/api/"))
                .anyMatch(name -> name.startsWith("dev/hoop/gateway/remote/"))
                .anyMatch(name -> name.startsWith("dev/hoop/gateway/jdbc/"))
                .allMatch(name -> name.startsWith("dev/hoop/gateway/api/")
                        || name.startsWith("dev/hoop/gateway/remote/")
                        || name.startsWith("dev/hoop/gateway/jdbc/")
                        || name.startsWith("META-INF/services/")
                        || name.equals("META-INF/spring.factories")
                        || name.equals("META-INF/MANIFEST.MF")
                        || name.equals("META-INF/LICENSE"));
    }

    @Test
    void everyClassOfTheJarLinksWithTheJdkAlone() throws Exception {
        URL[] jar = {JAR.toUri().toURL()};

        try (URLClassLoader alone = new URLClassLoader(jar, ClassLoader.getPlatformClassLoader())) {
            for (String file : files()) {
                boolean ours = file.endsWith(".class") && !file.endsWith("package-info.class");
                if (ours && !file.startsWith(FRAMEWORKS)) {
                    String name =
                            file.substring(0, file.length() - ".class".length()).replace('/', '.');
                    Class<?> type = Class.forName(name, false, alone);
                    assertThat(type.getDeclaredMethods()).isNotNull(); // resolves every type in the signatures
                    assertThat(type.getDeclaredFields()).isNotNull();
                    assertThat(type.getDeclaredConstructors()).isNotNull();
                }
            }
        }
    }

    @Test
    void pomBringsNoDependencyToTheApplication() throws Exception {
        NodeList dependencies = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(POM.toFile())
                .getElementsByTagName("dependency");

        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            NodeList scope = dependency.getElementsByTagName("scope");
            assertThat(scope.getLength()).as(dependency.getTextContent()).isEqualTo(1);
            assertThat(scope.item(0).getTextContent()).isIn("test", "provided");
        }
    }

    private static List<String> files() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            return jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(JarEntry::getName)
                    .toList();
        }
    }
}
