package dev.hoop.gateway.server.page;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.filter.DelegatingFilterProxy;

/** A real OpenID provider on loopback, Spring's, with a login form and people: dana of group dba, otto of audit, rita of security. */
final class OpenIdServer {
    static final String SECRET = "client-secret";
    static final String PASSWORD = "correct horse";

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final Clients clients = new Clients();

    OpenIdServer() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        connector.open();
        AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
        register(context);
        ServletContextHandler handler = new ServletContextHandler(ServletContextHandler.SESSIONS);
        context.setServletContext(handler.getServletContext());
        context.addBeanFactoryPostProcessor(factory -> {
            factory.registerSingleton("clients", clients);
            factory.registerSingleton(
                    "settings",
                    AuthorizationServerSettings.builder().issuer(issuer()).build());
        });
        context.refresh();
        handler.addFilter(
                new FilterHolder(new DelegatingFilterProxy("springSecurityFilterChain", context)),
                "/*",
                EnumSet.allOf(DispatcherType.class));
        handler.addServlet(
                new jakarta.servlet.http.HttpServlet() {
                    private static final long serialVersionUID = 1L;
                },
                "/");
        server.setHandler(handler);
        server.start();
    }

    private static void register(AnnotationConfigRegistry context) {
        context.register(Setup.class);
    }

    String issuer() {
        return "http://127.0.0.1:" + connector.getLocalPort();
    }

    String keys() {
        return issuer() + "/oauth2/jwks";
    }

    /** Lets a gateway send people here. */
    void add(String client, URI back) {
        clients.save(client(client)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(back.toString())
                .scope("openid")
                .clientSettings(ClientSettings.builder().requireProofKey(true).build())
                .build());
    }

    /** Lets a command line sign people in. */
    void addCommandLine(String client) {
        clients.save(client(client)
                .authorizationGrantType(AuthorizationGrantType.DEVICE_CODE)
                .scope("gateway")
                .build());
    }

    private static RegisteredClient.Builder client(String name) {
        return RegisteredClient.withId(name)
                .clientId(name)
                .clientSecret("{noop}" + SECRET)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
    }

    void stop() throws Exception {
        server.stop();
    }

    /** Clients that come while it runs: a gateway knows its address only once it has started. */
    static final class Clients implements RegisteredClientRepository {
        private final Map<String, RegisteredClient> byName = new ConcurrentHashMap<>();

        @Override
        public void save(RegisteredClient client) {
            byName.put(client.getClientId(), client);
        }

        @Override
        public @Nullable RegisteredClient findById(String id) {
            return byName.get(id);
        }

        @Override
        public @Nullable RegisteredClient findByClientId(String clientId) {
            return byName.get(clientId);
        }
    }

    /** How Spring is set up. */
    @Configuration(proxyBeanMethods = false)
    @EnableWebSecurity
    static class Setup {
        @Bean
        @Order(1)
        SecurityFilterChain provider(HttpSecurity http) throws Exception {
            OAuth2AuthorizationServerConfigurer configurer = OAuth2AuthorizationServerConfigurer.authorizationServer();
            http.securityMatcher(configurer.getEndpointsMatcher())
                    .with(configurer, server -> server.oidc(Customizer.withDefaults()))
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .exceptionHandling(
                            errors -> errors.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")));
            return http.build();
        }

        @Bean
        @Order(2)
        SecurityFilterChain login(HttpSecurity http) throws Exception {
            http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .formLogin(Customizer.withDefaults());
            return http.build();
        }

        @Bean
        UserDetailsService people() {
            return new InMemoryUserDetailsManager(
                    User.withUsername("dana")
                            .password("{noop}" + PASSWORD)
                            .authorities("dba")
                            .build(),
                    User.withUsername("otto")
                            .password("{noop}" + PASSWORD)
                            .authorities("audit")
                            .build(),
                    User.withUsername("rita")
                            .password("{noop}" + PASSWORD)
                            .authorities("security")
                            .build());
        }

        @Bean
        JWKSource<SecurityContext> keys() throws JOSEException {
            RSAKey key = new RSAKeyGenerator(2048).keyID("k-1").generate();
            return new ImmutableJWKSet<>(new JWKSet(key));
        }

        @Bean
        JwtDecoder decoder(JWKSource<SecurityContext> keys) {
            return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> groups() {
            return context -> context.getClaims()
                    .claim(
                            "groups",
                            List.copyOf(context.getPrincipal().getAuthorities().stream()
                                    .map(each -> each.getAuthority())
                                    .toList()));
        }
    }
}
