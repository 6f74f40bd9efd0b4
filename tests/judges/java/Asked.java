import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * How a judge is asked: a line a question, fields apart by tabs, octets in hexadecimal; a line an answer, "yes" or "no", a tab
 * and why. Lists are apart by commas. One JVM answers many questions. As in asked.h.
 */
final class Asked {
    interface Judge {
        /** Nothing for yes, otherwise why not; what it throws is a no, too. */
        String answer(String[] fields) throws Exception;
    }

    private Asked() {}

    static void all(Judge judge) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String why;
            try {
                why = judge.answer(line.split("\t", -1));
            } catch (Exception refusal) {
                why = reason(refusal);
            }
            out.println((why.isEmpty() ? "yes" : "no") + "\t" + why.replace('\n', ' '));
        }
    }

    static byte[] octets(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    static List<byte[]> list(String hex) {
        List<byte[]> list = new ArrayList<>();
        for (String one : hex.split(",")) {
            if (!one.isEmpty()) list.add(octets(one));
        }
        return list;
    }

    private static String reason(Throwable refusal) {
        String text = refusal.toString();
        return refusal.getCause() == null ? text : text + " <- " + reason(refusal.getCause());
    }
}
