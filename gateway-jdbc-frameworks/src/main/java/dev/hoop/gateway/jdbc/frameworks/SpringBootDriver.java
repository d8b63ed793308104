package dev.hoop.gateway.jdbc.frameworks;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Tells Spring Boot the driver of a {@code jdbc:hoop:} URL, which it finds out by itself only for URLs it has a list of. What the application
 * says itself wins.
 */
public final class SpringBootDriver implements EnvironmentPostProcessor {
    private static final String URL = "spring.datasource.url";
    private static final String DRIVER = "spring.datasource.driver-class-name";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String url = environment.getProperty(URL);
        if (url != null && url.startsWith(Urls.PREFIX) && environment.getProperty(DRIVER) == null) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource("hoop JDBC driver", Map.of(DRIVER, Urls.DRIVER)));
        }
    }
}
