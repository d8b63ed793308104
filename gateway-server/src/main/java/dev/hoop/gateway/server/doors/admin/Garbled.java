package dev.hoop.gateway.server.doors.admin;

import dev.hoop.gateway.api.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers what never became a request of ours, such as an address that means two things, as everything else is: by a problem document. */
final class Garbled implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus() >= 400 ? response.getStatus() : 400;
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Json.PROBLEM);
        response.getHeaders().put("Content-Security-Policy", Headers.POLICY);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        ErrorCode code = status >= 500 ? ErrorCode.INTERNAL : ErrorCode.INVALID_REQUEST;
        String text = Json.problem(status, code, "the request is not understood");
        response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }
}
