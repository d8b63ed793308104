package dev.hoop.gateway.engine.shell;

import dev.hoop.gateway.engine.command.Term;
import dev.hoop.gateway.engine.shell.Writers.Found;
import dev.hoop.gateway.engine.shell.Writers.Writer;
import java.util.List;
import java.util.Map;

/** Programs that write what they fetch, under names of their own choice where they are told none. */
final class Downloads {
    private static final Outputs CURL = new Outputs(
            "ocD",
            "0123469#aBfgGiIjJklLMnNOpqRsSvVZ:h",
            "AbCdeEFHKmPQrtTuUwxXyYz",
            Outputs.names(
                    "output cookie-jar dump-header output-dir trace trace-ascii stderr libcurl etag-save hsts alt-svc"),
            Outputs.names(
                    "anyauth append basic cacert capath cert cert-type ciphers compressed connect-timeout continue-at cookie create-dirs "
                            + "data data-ascii data-binary data-raw data-urlencode digest fail fail-early fail-with-body form form-string get "
                            + "globoff head header http0.9 http1.0 http1.1 http2 http3 include insecure interface ipv4 ipv6 json junk-session-cookies "
                            + "keepalive-time key key-type limit-rate list-only location location-trusted max-filesize max-redirs max-time negotiate "
                            + "netrc netrc-file next no-buffer no-keepalive no-progress-meter no-sessionid noproxy ntlm oauth2-bearer parallel pass "
                            + "path-as-is pinnedpubkey post301 post302 post303 progress-bar proto proto-default proto-redir proxy proxy-header "
                            + "proxy-insecure proxy-user range rate referer remote-header-name remote-name remote-name-all remote-time request "
                            + "request-target resolve retry retry-all-errors retry-connrefused retry-delay retry-max-time service-name show-error "
                            + "silent socks5 socks5-hostname speed-limit speed-time ssl ssl-reqd tcp-fastopen tcp-nodelay time-cond tls-max tlsv1.0 "
                            + "tlsv1.1 tlsv1.2 tlsv1.3 tr-encoding unix-socket upload-file url url-query user user-agent verbose version write-out help"));
    private static final Outputs WGET = new Outputs(
            "OoaP",
            "bcdEFHhkKLmNnpqrSVvx46",
            "AaBDeIiloPQRtTUwX",
            Outputs.names(
                    "output-document output-file append-output directory-prefix save-cookies warc-file rejected-log hsts-file warc-tempdir"),
            Outputs.names(
                    "accept accept-regex adjust-extension auth-no-challenge background backup-converted base bind-address body-data "
                            + "ca-certificate ca-directory certificate certificate-type check-certificate compression connect-timeout content-disposition "
                            + "content-on-error continue convert-links cut-dirs debug default-page delete-after dns-timeout domains exclude-directories "
                            + "exclude-domains follow-ftp follow-tags force-directories force-html force-progress ftp-password ftp-user header "
                            + "help host-directories http-password http-user https-only ignore-case ignore-length include-directories inet4-only inet6-only "
                            + "input-file keep-session-cookies level limit-rate load-cookies local-encoding max-redirect method mirror no-cache "
                            + "no-check-certificate no-clobber no-cookies no-directories no-dns-cache no-glob no-host-directories no-http-keep-alive "
                            + "no-hsts no-iri no-netrc no-parent no-passive-ftp no-proxy no-remove-listing no-verbose no-use-server-timestamps "
                            + "page-requisites password post-data prefer-family private-key private-key-type progress protocol-directories proxy-password "
                            + "proxy-user quiet quota random-wait read-timeout recursive referer regex-type reject reject-regex relative remote-encoding "
                            + "report-speed retry-connrefused retry-on-http-error save-headers secure-protocol server-response show-progress span-hosts "
                            + "spider start-pos timeout timestamping tries trust-server-names unlink user user-agent verbose version wait waitretry"));

    private Downloads() {}

    static void addTo(Map<String, Writer> writers) {
        writers.put("curl", Downloads::curl);
        writers.put("wget", Downloads::wget);
    }

    /** With {@code -O} a name that the address, or the server, decides. */
    private static void curl(Invocation start, Found found) {
        CURL.tell(start, found);
        boolean named = start.arguments().stream()
                .map(word -> word.known().orElse("-O"))
                .anyMatch(text -> text.startsWith("--remote-n")
                        || text.startsWith("--remote-h")
                        || (text.matches("-[0-9#a-zA-Z]*[OJ].*") && !text.startsWith("--") && isFlag(text)));
        if (named) {
            downloads(start.arguments(), found);
        }
        boolean formats = false;
        for (Term word : start.arguments()) {
            boolean elsewhere = word.toString().contains("%output{")
                    || word.beginning().matches("(?:-[0-9a-zA-Z#]*w|--write-o[a-z-]*=)@.*")
                    || (formats && word.beginning().startsWith("@"));
            if (elsewhere) {
                found.anything();
            }
            formats = word.beginning().matches("-[0-9a-zA-Z#]*w|--write-o.*");
        }
    }

    /** By the last part of an address; a server that may choose the name chooses any. */
    private static void downloads(List<Term> words, Found found) {
        boolean chosen = words.stream()
                .anyMatch(word -> word.beginning().matches("-[A-Za-z#]*J.*|--remote-h.*|--content-d.*|--trust.*"));
        for (Term word : words) {
            String text = word.beginning();
            if (chosen || !word.isKnown()) {
                found.writes(Writers.beginning(Term.of("")));
            } else if (word.isOperand()) {
                String name = text.substring(text.lastIndexOf('/') + 1);
                found.writes(Writers.beginning(Term.of(name.equals("..") ? "" : name)));
            }
        }
    }

    private static boolean isFlag(String cluster) {
        for (int i = 1; i < cluster.length(); i++) {
            char letter = cluster.charAt(i);
            if (letter == 'O' || letter == 'J') {
                return true;
            }
            if (CURL.valued().indexOf(letter) >= 0 || CURL.letters().indexOf(letter) >= 0) {
                return false;
            }
        }
        return false;
    }

    /** Unless it is told a file, it writes here, by the names of what it fetches; with a directory, there. */
    private static void wget(Invocation start, Found found) {
        List<Term> words = start.arguments();
        WGET.tell(start, found);
        boolean deep = words.stream()
                .anyMatch(word ->
                        word.beginning().matches("-[A-Za-z]*[rmpxi].*|--rec.*|--mir.*|--page.*|--force-d.*|--inp.*"));
        if (isTold(words)) {
            return;
        }
        if (deep) {
            found.writesBelow(Writers.HERE);
        } else {
            downloads(words, found);
        }
    }

    /** Whether it is told a place by a word that is surely no other option's value. */
    private static boolean isTold(List<Term> words) {
        boolean mayBeValue = false;
        for (Term word : words) {
            String text = word.beginning();
            boolean place = text.matches("-[bcdEFHhkKLmNnpqrSVvx46]*[OP].*|--output-d.*|--directory-p.*|--spider");
            if (place && !mayBeValue) {
                return true;
            }
            boolean flag = text.matches(
                    "--(?:no-.*|quiet|verbose|continue|timestamping|https-only|server-response|show-progress)");
            mayBeValue = !flag && (!word.isKnown() || text.matches("--[^=]*|-[A-Za-z]*[" + WGET.valued() + "]"));
        }
        return false;
    }
}
