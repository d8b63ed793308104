package dev.hoop.gateway.engine.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One pass over one text. Each trigger is looked at within a bounded distance, so that the whole is linear. */
final class Scan {
    private static final int FEWEST_DIGITS = 7;
    private static final int MOST_LETTERS = 6;

    private final Detector detector;
    private final String text;
    private final Set<Entity> hinted;
    private List<Finding> found = List.of();
    private int noTokenBefore;

    Scan(Detector detector, String text, Set<Entity> hinted) {
        this.detector = detector;
        this.text = text;
        this.hinted = isDocument(text) ? Set.of() : hinted;
    }

    /** In JSON the key says what a value is, not the column. */
    private static boolean isDocument(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) <= ' ') {
            start++;
        }
        return start < text.length() && (text.charAt(start) == '{' || text.charAt(start) == '[');
    }

    List<Finding> findings() {
        int length = text.length();
        int i = 0;
        while (i < length) {
            byte kind = detector.kind(text.charAt(i));
            i = kind == Detector.NOTHING ? i + 1 : trigger(kind, i);
        }
        return found;
    }

    /** Answers where to go on. */
    private int trigger(byte kind, int at) {
        return switch (kind) {
            case Detector.DIGIT -> cluster(at);
            case Detector.PLUS -> international(at);
            case Detector.BRACKET -> bracket(at);
            case Detector.AT -> email(at);
            case Detector.COLON -> colon(at);
            case Detector.DASH -> dash(at);
            case Detector.CAPITAL_J -> webToken(at);
            default -> key(at);
        };
    }

    private void add(Entity entity, int start, int end) {
        if (found.isEmpty()) {
            found = new ArrayList<>();
        }
        found.add(new Finding(entity, start, end));
    }

    /** Runs of digits with one space, dash, dot or slash between them. */
    private int cluster(int start) {
        int end = start;
        int digits = 0;
        while (end < text.length()) {
            char c = text.charAt(end);
            if (Text.isDigit(c)) {
                digits++;
            } else if (!isSeparator(c) || end + 1 >= text.length() || !Text.isDigit(text.charAt(end + 1))) {
                break;
            }
            end++;
        }
        lettersFirst(start);
        if (digits >= FEWEST_DIGITS || detector.finds(Entity.IP_ADDRESS)) {
            runs(start, end);
        } else if (digits == 6) { // Finnish numbers go on with a letter
            formats(start, 6);
        }
        return end;
    }

    private static boolean isSeparator(char c) {
        return c == ' ' || c == '-' || c == '.' || c == '/';
    }

    private void runs(int start, int end) {
        boolean announced = detector.finds(Entity.PHONE) && isPhoneHere(start);
        int at = start;
        while (at < end) {
            int stop = at;
            while (stop < end && Text.isDigit(text.charAt(stop))) {
                stop++;
            }
            if (Text.begins(text, at)) {
                formats(at, stop - at);
                address(at);
                national(at, announced && at == start);
            }
            at = stop + 1;
        }
    }

    private void formats(int start, int digits) {
        if (!Text.begins(text, start)) {
            return;
        }
        for (Format format : detector.beginningWith(digits)) {
            format(format, start);
        }
    }

    private void format(Format format, int start) {
        Certainty certainty = format.at(text, start);
        if (certainty == Certainty.LIKELY || (certainty == Certainty.POSSIBLE && hinted(format.entity(), start))) {
            add(format.entity(), start, start + format.shape().length());
        }
    }

    private boolean hinted(Entity entity, int start) {
        return hinted.contains(entity) || Hints.before(text, start, entity);
    }

    /** What begins with letters is seen at its first digit: accounts, tax codes. */
    private void lettersFirst(int digit) {
        int end = digit;
        if (digit > 1 && isSeparator(text.charAt(digit - 1))) {
            end--;
        }
        int start = end;
        while (start > 0 && end - start < MOST_LETTERS && Text.isLetter(text.charAt(start - 1))) {
            start--;
        }
        if (start == end || !Text.begins(text, start)) {
            return;
        }
        if (end == digit && end - start == 2 && detector.finds(Entity.IBAN)) {
            account(start);
        }
        for (Format format : detector.beginningWithLetters()) {
            format(format, start);
        }
    }

    private void account(int start) {
        int end = Ibans.end(text, start);
        if (end > 0) {
            add(Entity.IBAN, start, end);
        }
    }

    private void address(int at) {
        if (detector.finds(Entity.IP_ADDRESS)) {
            int end = Addresses.endOfV4(text, at);
            if (end > 0) {
                add(Entity.IP_ADDRESS, at, end);
            }
        }
    }

    private void national(int at, boolean announced) {
        boolean afterSign = at > 0 && (text.charAt(at - 1) == '+' || text.charAt(at - 1) == '(');
        if (detector.finds(Entity.PHONE) && !afterSign) {
            phone(at, detector.phones().endOfNational(text, at, announced || hinted.contains(Entity.PHONE)));
        }
    }

    private boolean isPhoneHere(int at) {
        return hinted.contains(Entity.PHONE) || Hints.rightBefore(text, at, Entity.PHONE);
    }

    private int bracket(int at) {
        if (at + 1 < text.length() && Text.isDigit(text.charAt(at + 1)) && Text.begins(text, at)) {
            phone(at, detector.phones().endOfNational(text, at, isPhoneHere(at)));
        }
        return at + 1;
    }

    private int international(int at) {
        if (at == 0 || !Text.isWord(text.charAt(at - 1))) {
            phone(at, detector.phones().endOfInternational(text, at, isPhoneHere(at)));
        }
        return at + 1;
    }

    private void phone(int start, int end) {
        if (end > 0) {
            add(Entity.PHONE, start, end);
        }
    }

    private int email(int at) {
        int start = Emails.start(text, at);
        int end = start < 0 ? -1 : Emails.end(text, at);
        if (end > 0) {
            add(Entity.EMAIL, start, end);
        }
        return at + 1;
    }

    private int colon(int at) {
        int[] place = Addresses.v6(text, at);
        if (place.length > 0) {
            add(Entity.IP_ADDRESS, place[0], place[1]);
            return Math.max(at + 1, place[1]);
        }
        return at + 1;
    }

    private int dash(int at) {
        if (detector.finds(Entity.PRIVATE_KEY) && text.startsWith("-----", at)) {
            int end = PrivateKeys.end(text, at);
            if (end > 0) {
                add(Entity.PRIVATE_KEY, at, end);
                return end;
            }
        }
        return detector.finds(Entity.API_KEY) ? key(at) : at + 1;
    }

    /** What is no token is not read again from the middle: a text of half tokens would take its length squared. */
    private int webToken(int at) {
        int start = at - 2;
        boolean begins = start >= noTokenBefore
                && text.startsWith("ey", start)
                && (start == 0 || !Text.isWord(text.charAt(start - 1)));
        if (!begins) {
            return at + 1;
        }
        int header = WebTokens.endOfPart(text, start);
        int end = WebTokens.end(text, start, header);
        if (end < 0) {
            noTokenBefore = header;
            return at + 1;
        }
        add(Entity.JWT, start, end);
        return end;
    }

    private int key(int at) {
        int[] place = Keys.at(text, at);
        if (place.length > 0) {
            add(Entity.API_KEY, place[0], place[1]);
            return Math.max(at + 1, place[1]);
        }
        return at + 1;
    }
}
