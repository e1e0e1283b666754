// Reads an ontology document with OWLAPI and writes what it holds as Turtle: java -cp JARS RoundTrip.java IN OUT
import java.io.File;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.formats.TurtleDocumentFormat;
import org.semanticweb.owlapi.model.IRI;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.model.OWLOntologyManager;

public class RoundTrip {
    public static void main(String[] arguments) throws Exception {
        OWLOntologyManager manager = OWLManager.createOWLOntologyManager();
        OWLOntology ontology = manager.loadOntologyFromOntologyDocument(new File(arguments[0]));
        manager.saveOntology(ontology, new TurtleDocumentFormat(), IRI.create(new File(arguments[1])));
    }
}
