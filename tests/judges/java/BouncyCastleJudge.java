import java.io.ByteArrayInputStream;
import java.security.PublicKey;
import java.security.Security;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/**
 * BouncyCastle 1.72 as a judge of paths, CRLs, requests and CMS:
 * path holder intermediates roots crls policy moment; crl crl issuer; request pkcs10; cms cms content; pfx: PfxJudge.
 */
final class BouncyCastleJudge {
    private static CertificateFactory factory;

    private BouncyCastleJudge() {}

    private static X509Certificate certificate(byte[] der) throws Exception {
        return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
    }

    private static X509CRL list(byte[] der) throws Exception {
        return (X509CRL) factory.generateCRL(new ByteArrayInputStream(der));
    }

    /** PKIX as RFC 5280 §6 has it, the policy asked for and every certificate's revocation known. */
    private static String path(String[] fields) throws Exception {
        List<X509Certificate> certificates = new ArrayList<>();
        certificates.add(certificate(Asked.octets(fields[1])));
        for (byte[] der : Asked.list(fields[2])) certificates.add(certificate(der));
        CertPath path = factory.generateCertPath(certificates);
        Set<TrustAnchor> anchors = new HashSet<>();
        for (byte[] der : Asked.list(fields[3])) anchors.add(new TrustAnchor(certificate(der), null));
        List<Object> lists = new ArrayList<>();
        for (byte[] der : Asked.list(fields[4])) lists.add(list(der));
        PKIXParameters parameters = new PKIXParameters(anchors);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(lists), "BC"));
        parameters.setRevocationEnabled(true);
        if (!fields[5].isEmpty()) {
            parameters.setInitialPolicies(Set.of(fields[5]));
            parameters.setExplicitPolicyRequired(true);
        }
        // Seconds of Unix time; 0: now.
        if (!fields[6].equals("0")) parameters.setDate(new Date(Long.parseLong(fields[6]) * 1000));
        CertPathValidator.getInstance("PKIX", "BC").validate(path, parameters);
        return "";
    }

    private static String crl(String[] fields) throws Exception {
        X509CRL crl = list(Asked.octets(fields[1]));
        X509Certificate issuer = certificate(Asked.octets(fields[2]));
        if (!crl.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) return "the CRL is another's";
        crl.verify(issuer.getPublicKey(), "BC");
        return "";
    }

    private static String request(String[] fields) throws Exception {
        PKCS10CertificationRequest request = new PKCS10CertificationRequest(Asked.octets(fields[1]));
        PublicKey key = BouncyCastleProvider.getPublicKey(request.getSubjectPublicKeyInfo());
        boolean held = request.isSignatureValid(new JcaContentVerifierProviderBuilder().setProvider("BC").build(key));
        return held ? "" : "the request's signature is wrong";
    }

    /** By the certificate inside; whose it is, is a question for path. */
    private static String cms(String[] fields) throws Exception {
        CMSSignedData signed =
                new CMSSignedData(new CMSProcessableByteArray(Asked.octets(fields[2])), Asked.octets(fields[1]));
        if (signed.getSignerInfos().size() == 0) return "nobody signed";
        for (SignerInformation signer : signed.getSignerInfos()) {
            @SuppressWarnings("unchecked")
            var found = signed.getCertificates().getMatches(signer.getSID());
            if (found.size() != 1) return "the signer's certificate is not inside";
            X509CertificateHolder holder = (X509CertificateHolder) found.iterator().next();
            var verifier = new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC").build(holder);
            if (!signer.verify(verifier)) return "the signature is wrong";
        }
        return "";
    }

    public static void main(String[] arguments) throws Exception {
        Security.addProvider(new BouncyCastleProvider());
        factory = CertificateFactory.getInstance("X.509", "BC");
        Asked.all(fields -> switch (fields[0]) {
            case "path" -> path(fields);
            case "crl" -> crl(fields);
            case "request" -> request(fields);
            case "cms" -> cms(fields);
            case "pfx" -> PfxJudge.pfx(fields);
            default -> throw new IllegalArgumentException("no such question: " + fields[0]);
        });
    }
}
