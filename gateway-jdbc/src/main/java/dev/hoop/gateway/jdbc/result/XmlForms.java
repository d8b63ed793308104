package dev.hoop.gateway.jdbc.result;

import dev.hoop.gateway.jdbc.failure.CallerErrors;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.SQLDataException;
import java.sql.SQLException;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.transform.Result;
import javax.xml.transform.Source;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMResult;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.sax.SAXResult;
import javax.xml.transform.sax.SAXSource;
import javax.xml.transform.sax.SAXTransformerFactory;
import javax.xml.transform.sax.TransformerHandler;
import javax.xml.transform.stax.StAXResult;
import javax.xml.transform.stax.StAXSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import org.jspecify.annotations.Nullable;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * The forms in which XML is read and written. Nothing outside a text is ever fetched for it, and a document type declaration is refused: what
 * comes out of a database is not to be trusted with either.
 */
final class XmlForms {
    private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

    /** Where an application writes, and what it has written there. */
    record Sink<T extends Result>(T result, InlineXml.Content content) {}

    private XmlForms() {}

    /** @param type a class of {@code javax.xml.transform}, or null for any */
    static <T extends Source> T source(String text, @Nullable Class<T> type) throws SQLException {
        try {
            @SuppressWarnings("unchecked") // null means any; each branch below is of the class it was chosen by
            T source = (T) parsed(text, type);
            return source;
        } catch (SAXException | java.io.IOException | XMLStreamException e) {
            throw new SQLDataException("the value is no XML document of the kind that is read here", "2200N", e);
        } catch (ParserConfigurationException e) {
            throw unusable(e);
        }
    }

    private static Source parsed(String text, @Nullable Class<?> type)
            throws SAXException, java.io.IOException, XMLStreamException, ParserConfigurationException, SQLException {
        InputSource input = new InputSource(new StringReader(text));
        if (type == null || type.equals(DOMSource.class)) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature(NO_DOCTYPE, true);
            factory.setNamespaceAware(true);
            factory.setExpandEntityReferences(false);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null); // the standard one prints what it meets
            return new DOMSource(builder.parse(input));
        } else if (type.equals(SAXSource.class)) {
            SAXParserFactory factory = SAXParserFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature(NO_DOCTYPE, true);
            factory.setNamespaceAware(true);
            return new SAXSource(factory.newSAXParser().getXMLReader(), input);
        } else if (type.equals(StAXSource.class)) {
            XMLInputFactory factory = XMLInputFactory.newInstance();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            return new StAXSource(factory.createXMLStreamReader(new StringReader(text)));
        } else if (type.equals(StreamSource.class)) {
            return new StreamSource(new StringReader(text));
        }
        throw unknown(type);
    }

    /** @param type a class of {@code javax.xml.transform}, or null for any */
    static <T extends Result> Sink<T> sink(@Nullable Class<T> type) throws SQLException {
        try {
            @SuppressWarnings("unchecked") // as above
            Sink<T> sink = (Sink<T>) opened(type);
            return sink;
        } catch (TransformerException | XMLStreamException e) {
            throw unusable(e);
        }
    }

    private static Sink<?> opened(@Nullable Class<?> type)
            throws TransformerException, XMLStreamException, SQLException {
        StringWriter text = new StringWriter();
        if (type == null || type.equals(DOMResult.class)) {
            DOMResult result = new DOMResult();
            return new Sink<>(result, () -> written(result));
        } else if (type.equals(SAXResult.class)) {
            SAXTransformerFactory factory = (SAXTransformerFactory) transformers();
            TransformerHandler handler = factory.newTransformerHandler();
            handler.setResult(new StreamResult(text));
            return new Sink<>(new SAXResult(handler), text::toString);
        } else if (type.equals(StAXResult.class)) {
            var writer = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            return new Sink<>(new StAXResult(writer), text::toString);
        } else if (type.equals(StreamResult.class)) {
            return new Sink<>(new StreamResult(text), text::toString);
        }
        throw unknown(type);
    }

    private static String written(DOMResult result) throws SQLException {
        StringWriter text = new StringWriter();
        try {
            transformers().newTransformer().transform(new DOMSource(result.getNode()), new StreamResult(text));
        } catch (TransformerException e) {
            throw unusable(e);
        }
        return text.toString();
    }

    private static TransformerFactory transformers() throws TransformerException {
        TransformerFactory factory = TransformerFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        return factory;
    }

    private static SQLException unknown(Class<?> type) {
        return CallerErrors.badArgument("SQLXML knows no " + type.getName() + "; ask for one of javax.xml.transform");
    }

    private static SQLException unusable(Exception cause) {
        return CallerErrors.badArgument("the XML library of this JVM cannot be used as it must be", cause);
    }
}
