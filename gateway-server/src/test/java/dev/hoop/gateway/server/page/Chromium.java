package dev.hoop.gateway.server.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real browser, Debian's, with what tests ask of it: pages, the keyboard, light and dark, a phone's width, and what axe says. */
final class Chromium implements AutoCloseable {
    private static final String AXE = axe();
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private final ChromeDriver driver;

    /** How wide the window is. */
    enum Width {
        DESK(1100, 800),
        PHONE(360, 740);

        private final int width;
        private final int height;

        Width(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }

    /** What the person prefers. */
    enum Scheme {
        LIGHT,
        DARK
    }

    Chromium(Path directory) throws IOException {
        ChromeOptions options = new ChromeOptions();
        options.setBinary("/usr/bin/chromium");
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--user-data-dir=" + Files.createTempDirectory(directory, "browser"));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(new java.io.File("/usr/bin/chromedriver"))
                        .usingAnyFreePort()
                        .build(),
                options);
        driver.manage().timeouts().implicitlyWait(Duration.ofSeconds(20));
        driver.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(60));
        look(Width.DESK, Scheme.LIGHT);
    }

    void look(Width width, Scheme scheme) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        width.width,
                        "height",
                        width.height,
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        width == Width.PHONE));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of(
                                "name", "prefers-color-scheme", "value", scheme == Scheme.DARK ? "dark" : "light"))));
    }

    void open(Object address) {
        driver.get(address.toString());
    }

    String path() {
        return java.net.URI.create(String.valueOf(driver.getCurrentUrl())).getPath();
    }

    String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    boolean has(String css) {
        driver.manage().timeouts().implicitlyWait(Duration.ZERO);
        try {
            return !driver.findElements(By.cssSelector(css)).isEmpty();
        } finally {
            driver.manage().timeouts().implicitlyWait(Duration.ofSeconds(20));
        }
    }

    void type(String css, String text) {
        find(css).sendKeys(text);
    }

    void click(String css) {
        find(css).click();
    }

    void reload() {
        driver.navigate().refresh();
    }

    void forgetCookies() {
        driver.manage().deleteAllCookies();
    }

    /** Presses Tab until what has the focus is this. */
    void tabTo(String css) {
        for (int i = 0; i < 60; i++) {
            press(Keys.TAB);
            Object fits = driver.executeScript("return document.activeElement.matches(arguments[0])", css);
            if (Boolean.TRUE.equals(fits)) {
                return;
            }
        }
        throw new AssertionError("the keyboard does not reach " + css + " on " + path());
    }

    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** How far what has the focus stands out: the width of its outline, in pixels. */
    String outline() {
        return String.valueOf(driver.executeScript("return getComputedStyle(document.activeElement).outlineWidth"));
    }

    /** What axe finds wrong with the page, one line each. */
    List<String> faults() {
        driver.executeScript(AXE);
        Object found = driver.executeAsyncScript("""
                const done = arguments[1];
                axe.run(document, { runOnly: { type: 'tag', values: arguments[0] } }).then(
                    result => done(result.violations.flatMap(rule => rule.nodes.map(node => rule.id + ': ' + node.html))),
                    failure => done(['axe failed: ' + failure]));
                """, RULES);
        if (found instanceof List<?> lines) {
            return lines.stream().map(String::valueOf).toList();
        }
        throw new AssertionError("axe answers " + found);
    }

    /** How many pixels of the page stick out to the side. */
    long overflow() {
        return number("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    /** What the browser itself complains of on pages that begin so, as what their policy for contents forbids. */
    List<String> complaints(String site) {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.startsWith(site) && !message.contains("/favicon.ico"))
                .toList();
    }

    /** What a script of this test answers, which no policy for contents binds. */
    String run(String script) {
        return String.valueOf(driver.executeScript(script));
    }

    /** As {@link #run}, for a script that says {@code done(answer)} in the end. */
    String later(String script) {
        return String.valueOf(driver.executeAsyncScript("const done = arguments[arguments.length - 1]; " + script));
    }

    /** Runs a script as the page itself would, and answers whether the browser let it. */
    boolean runsInlineScripts() {
        return Boolean.TRUE.equals(driver.executeScript("""
                window.ranInline = false;
                const script = document.createElement('script');
                script.textContent = 'window.ranInline = true';
                document.body.append(script);
                script.remove();
                return window.ranInline;
                """));
    }

    /** The whole page, as long as it is. */
    byte[] picture() {
        long height = number("document.documentElement.scrollHeight");
        long width = number("document.documentElement.clientWidth");
        Object shot = driver.executeCdpCommand(
                        "Page.captureScreenshot",
                        Map.of(
                                "captureBeyondViewport",
                                true,
                                "clip",
                                Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1)))
                .get("data");
        return OutputType.BYTES.convertFromBase64Png(String.valueOf(shot));
    }

    private long number(String expression) {
        if (driver.executeScript("return " + expression) instanceof Number number) {
            return number.longValue();
        }
        throw new AssertionError(expression + " is no number");
    }

    private static String axe() {
        try (InputStream in = Chromium.class.getResourceAsStream("/axe.min.js")) {
            return new String(java.util.Objects.requireNonNull(in).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
