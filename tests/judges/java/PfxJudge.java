import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.rosstandart.RosstandartObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.digests.GOST3411_2012_512Digest;
import org.bouncycastle.crypto.engines.GOST28147Engine;
import org.bouncycastle.crypto.engines.GOST3412_2015Engine;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.GCFBBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.bouncycastle.crypto.params.ParametersWithSBox;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.util.encoders.Hex;

/**
 * Opens a PFX with the algorithms of BouncyCastle 1.72: pfx pfx password certificates. It has all that RFC 9548 needs, but puts
 * it together nowhere: its KeyStore knows no MAC by Streebog, its PBES2 no PRF by Streebog. So that is done here.
 */
final class PfxJudge {
    private static final ASN1ObjectIdentifier GOST28147 = new ASN1ObjectIdentifier("1.2.643.2.2.21");
    private static final ASN1ObjectIdentifier PARAM_Z = new ASN1ObjectIdentifier("1.2.643.7.1.2.5.1.1");
    private static final ASN1ObjectIdentifier MAGMA = new ASN1ObjectIdentifier("1.2.643.7.1.1.5.1.1");
    private static final ASN1ObjectIdentifier KUZNYECHIK = new ASN1ObjectIdentifier("1.2.643.7.1.1.5.2.1");

    private PfxJudge() {}

    /** The MAC, the certificates in their order, and whether the key signs what the first of them verifies. */
    static String pfx(String[] fields) throws Exception {
        Pfx pfx = Pfx.getInstance(Asked.octets(fields[1]));
        byte[] password = fields[2].getBytes(StandardCharsets.UTF_8);
        if (!macIsRight(pfx, password)) return "the MAC is wrong";
        List<X509CertificateHolder> certificates = new ArrayList<>();
        List<PrivateKey> keys = new ArrayList<>();
        for (var content : new PKCS12PfxPdu(pfx).getContentInfos()) {
            for (PKCS12SafeBag bag : new PKCS12SafeBagFactory(content).getSafeBags()) {
                Object value = bag.getBagValue();
                if (value instanceof X509CertificateHolder certificate) certificates.add(certificate);
                if (value instanceof PKCS8EncryptedPrivateKeyInfo key) keys.add(openKey(key, password));
            }
        }
        List<String> found = new ArrayList<>();
        for (X509CertificateHolder certificate : certificates) found.add(Hex.toHexString(certificate.getEncoded()));
        if (!String.join(",", found).equals(fields[3])) return "other certificates are inside: " + found;
        if (keys.size() != 1) return keys.size() + " keys are inside";
        return areAPair(keys.get(0), certificates.get(0)) ? "" : "the key is not the certificate's";
    }

    private static byte[] pbkdf2(byte[] password, byte[] salt, BigInteger rounds, int size) {
        PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(new GOST3411_2012_512Digest());
        generator.init(password, salt, rounds.intValueExact());
        return ((KeyParameter) generator.generateDerivedMacParameters(size * 8)).getKey();
    }

    /** RFC 9548 §7. */
    private static boolean macIsRight(Pfx pfx, byte[] password) {
        MacData mac = pfx.getMacData();
        ASN1ObjectIdentifier digest = mac.getMac().getAlgorithmId().getAlgorithm();
        if (!digest.equals(RosstandartObjectIdentifiers.id_tc26_gost_3411_12_512)) return false;
        byte[] derived = pbkdf2(password, mac.getSalt(), mac.getIterationCount(), 96);
        HMac hmac = new HMac(new GOST3411_2012_512Digest());
        hmac.init(new KeyParameter(derived, 64, 32));
        byte[] content = ASN1OctetString.getInstance(pfx.getAuthSafe().getContent()).getOctets();
        hmac.update(content, 0, content.length);
        byte[] expected = new byte[hmac.getMacSize()];
        hmac.doFinal(expected, 0);
        return MessageDigest.isEqual(expected, mac.getMac().getDigest());
    }

    private static PrivateKey openKey(PKCS8EncryptedPrivateKeyInfo bag, byte[] password) throws Exception {
        EncryptedPrivateKeyInfo encrypted = bag.toASN1Structure();
        PBES2Parameters pbes2 = PBES2Parameters.getInstance(encrypted.getEncryptionAlgorithm().getParameters());
        PBKDF2Params kdf = PBKDF2Params.getInstance(pbes2.getKeyDerivationFunc().getParameters());
        ASN1ObjectIdentifier prf = kdf.getPrf().getAlgorithm();
        if (!prf.equals(RosstandartObjectIdentifiers.id_tc26_hmac_gost_3411_12_512)) {
            throw new IllegalArgumentException("an unknown PRF: " + prf);
        }
        byte[] key = pbkdf2(password, kdf.getSalt(), kdf.getIterationCount(), 32);
        PrivateKeyInfo info =
                PrivateKeyInfo.getInstance(decrypt(pbes2.getEncryptionScheme(), key, encrypted.getEncryptedData()));
        String algorithm = info.getPrivateKeyAlgorithm().getAlgorithm().getId();
        return KeyFactory.getInstance(algorithm, "BC").generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    }

    private static byte[] decrypt(EncryptionScheme scheme, byte[] key, byte[] data) {
        ASN1Sequence parameters = ASN1Sequence.getInstance(scheme.getParameters());
        byte[] iv = ASN1OctetString.getInstance(parameters.getObjectAt(0)).getOctets();
        if (scheme.getAlgorithm().equals(GOST28147) && parameters.getObjectAt(1).equals(PARAM_Z)) {
            GCFBBlockCipher cipher = new GCFBBlockCipher(new GOST28147Engine());
            cipher.init(false, new ParametersWithIV(withSubstitutionZ(key), iv));
            byte[] out = new byte[data.length];
            cipher.processBytes(data, 0, data.length, out, 0);
            return out;
        }
        if (scheme.getAlgorithm().equals(MAGMA)) return counterMode(magma(key), 8, iv, data);
        if (scheme.getAlgorithm().equals(KUZNYECHIK)) return counterMode(kuznyechik(key), 16, iv, data);
        throw new IllegalArgumentException("an unknown cipher: " + scheme.getAlgorithm());
    }

    private static CipherParameters withSubstitutionZ(byte[] key) {
        return new ParametersWithSBox(new KeyParameter(key), GOST28147Engine.getSBox("Param-Z"));
    }

    /** A block cipher under one key, encrypting. */
    private interface Block {
        byte[] encrypt(byte[] block);
    }

    private static Block kuznyechik(byte[] key) {
        GOST3412_2015Engine engine = new GOST3412_2015Engine();
        engine.init(true, new KeyParameter(key));
        return block -> {
            byte[] out = new byte[16];
            engine.processBlock(block, 0, out, 0);
            return out;
        };
    }

    /** GOST 28147-89 with the substitution Z, its octets read in the other direction (RFC 8891 §1). */
    private static Block magma(byte[] key) {
        byte[] words = new byte[key.length];
        for (int i = 0; i < key.length; ++i) words[i] = key[i / 4 * 4 + 3 - i % 4];
        GOST28147Engine engine = new GOST28147Engine();
        engine.init(true, withSubstitutionZ(words));
        return block -> {
            byte[] out = new byte[8];
            engine.processBlock(reversed(block), 0, out, 0);
            return reversed(out);
        };
    }

    private static byte[] reversed(byte[] octets) {
        byte[] out = new byte[octets.length];
        for (int i = 0; i < octets.length; ++i) out[i] = octets[octets.length - 1 - i];
        return out;
    }

    /** CTR-ACPKM (RFC 8645 §6.2.2) of less than a section, and so without a change of the key. */
    private static byte[] counterMode(Block cipher, int size, byte[] ukm, byte[] data) {
        byte[] counter = Arrays.copyOf(Arrays.copyOf(ukm, size / 2), size);
        byte[] out = new byte[data.length];
        for (int i = 0; i < data.length; i += size) {
            byte[] gamma = cipher.encrypt(counter);
            for (int j = i; j < Math.min(i + size, data.length); ++j) out[j] = (byte) (data[j] ^ gamma[j - i]);
            ++counter[size - 1];
        }
        return out;
    }

    private static boolean areAPair(PrivateKey key, X509CertificateHolder certificate) throws Exception {
        boolean is512 = certificate.getSubjectPublicKeyInfo().getAlgorithm().getAlgorithm().equals(
                RosstandartObjectIdentifiers.id_tc26_gost_3410_12_512);
        Signature signature = Signature.getInstance(is512 ? "ECGOST3410-2012-512" : "ECGOST3410-2012-256", "BC");
        byte[] message = "signed by the key of a PFX".getBytes(StandardCharsets.UTF_8);
        signature.initSign(key);
        signature.update(message);
        byte[] signed = signature.sign();
        signature.initVerify(BouncyCastleProvider.getPublicKey(certificate.getSubjectPublicKeyInfo()));
        signature.update(message);
        return signature.verify(signed);
    }
}
