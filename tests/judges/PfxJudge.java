// Opens a PFX with the algorithms of BouncyCastle, which shares no code with us.
//
//   java -cp bcprov.jar:bcpkix.jar:bcutil.jar PfxJudge.java FILE PASSWORD
//
// Prints the SHA-256 of each certificate inside, one a line, after the first one's key has verified what the private
// key signed. Exit status 2, with the reason: the MAC is wrong. 1: anything else.
//
// BouncyCastle 1.72 has every part that RFC 9548 needs, but puts them together nowhere: its KeyStore knows no MAC by
// Streebog, its PBES2 no PRF by Streebog. So that is done here.

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
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
import org.bouncycastle.crypto.BlockCipher;
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

public final class PfxJudge {
  private static final ASN1ObjectIdentifier GOST28147 = new ASN1ObjectIdentifier("1.2.643.2.2.21");
  private static final ASN1ObjectIdentifier PARAM_Z = new ASN1ObjectIdentifier("1.2.643.7.1.2.5.1.1");
  private static final ASN1ObjectIdentifier MAGMA = new ASN1ObjectIdentifier("1.2.643.7.1.1.5.1.1");
  private static final ASN1ObjectIdentifier KUZNYECHIK = new ASN1ObjectIdentifier("1.2.643.7.1.1.5.2.1");

  private static final class WrongMac extends Exception {}

  private static byte[] pbkdf2(byte[] password, byte[] salt, BigInteger rounds, int size) {
    var generator = new PKCS5S2ParametersGenerator(new GOST3411_2012_512Digest());
    generator.init(password, salt, rounds.intValueExact());
    return ((KeyParameter) generator.generateDerivedMacParameters(size * 8)).getKey();
  }

  // RFC 9548 §7.
  private static void checkMac(Pfx pfx, byte[] password) throws WrongMac {
    MacData mac = pfx.getMacData();
    if (!mac.getMac().getAlgorithmId().getAlgorithm().equals(RosstandartObjectIdentifiers.id_tc26_gost_3411_12_512)) {
      throw new WrongMac();
    }
    byte[] derived = pbkdf2(password, mac.getSalt(), mac.getIterationCount(), 96);
    HMac hmac = new HMac(new GOST3411_2012_512Digest());
    hmac.init(new KeyParameter(derived, 64, 32));
    byte[] content = ASN1OctetString.getInstance(pfx.getAuthSafe().getContent()).getOctets();
    hmac.update(content, 0, content.length);
    byte[] expected = new byte[hmac.getMacSize()];
    hmac.doFinal(expected, 0);
    if (!MessageDigest.isEqual(expected, mac.getMac().getDigest())) throw new WrongMac();
  }

  // GOST R 34.12-2015 with blocks of 64 bits is GOST 28147-89 with the substitution Z, read in the other direction
  // (RFC 8891 §1).
  private static final class Magma {
    private final GOST28147Engine engine = new GOST28147Engine();

    Magma(byte[] key) {
      byte[] words = new byte[key.length];
      for (int i = 0; i < key.length; ++i) words[i] = key[i / 4 * 4 + 3 - i % 4];
      engine.init(true, new ParametersWithSBox(new KeyParameter(words), GOST28147Engine.getSBox("Param-Z")));
    }

    byte[] encrypt(byte[] block) {
      byte[] out = new byte[8];
      engine.processBlock(reversed(block), 0, out, 0);
      return reversed(out);
    }

    private static byte[] reversed(byte[] block) {
      byte[] out = new byte[block.length];
      for (int i = 0; i < block.length; ++i) out[i] = block[block.length - 1 - i];
      return out;
    }
  }

  private interface Block {
    byte[] encrypt(byte[] block);
  }

  // CTR-ACPKM (RFC 8645 §6.2.2) of less than a section, and so without a change of the key.
  private static byte[] counter(Block cipher, int size, byte[] ukm, byte[] data) {
    byte[] block = Arrays.copyOf(Arrays.copyOf(ukm, size / 2), size);
    byte[] out = new byte[data.length];
    for (int i = 0; i < data.length; i += size) {
      byte[] gamma = cipher.encrypt(block.clone());
      for (int j = i; j < Math.min(i + size, data.length); ++j) out[j] = (byte) (data[j] ^ gamma[j - i]);
      for (int j = size - 1; ++block[j] == 0;) --j;
    }
    return out;
  }

  private static byte[] decrypt(EncryptionScheme scheme, byte[] key, byte[] data) {
    ASN1Sequence parameters = ASN1Sequence.getInstance(scheme.getParameters());
    byte[] iv = ASN1OctetString.getInstance(parameters.getObjectAt(0)).getOctets();
    if (scheme.getAlgorithm().equals(GOST28147) && parameters.getObjectAt(1).equals(PARAM_Z)) {
      GCFBBlockCipher cipher = new GCFBBlockCipher(new GOST28147Engine());
      CipherParameters withSBox = new ParametersWithSBox(new KeyParameter(key), GOST28147Engine.getSBox("Param-Z"));
      cipher.init(false, new ParametersWithIV(withSBox, iv));
      byte[] out = new byte[data.length];
      cipher.processBytes(data, 0, data.length, out, 0);
      return out;
    }
    if (scheme.getAlgorithm().equals(MAGMA)) return counter(new Magma(key)::encrypt, 8, iv, data);
    if (scheme.getAlgorithm().equals(KUZNYECHIK)) {
      BlockCipher engine = new GOST3412_2015Engine();
      engine.init(true, new KeyParameter(key));
      return counter(block -> {
        byte[] out = new byte[16];
        engine.processBlock(block, 0, out, 0);
        return out;
      }, 16, iv, data);
    }
    throw new IllegalArgumentException("an unknown cipher: " + scheme.getAlgorithm());
  }

  private static PrivateKey openKey(PKCS8EncryptedPrivateKeyInfo bag, byte[] password) throws Exception {
    EncryptedPrivateKeyInfo encrypted = bag.toASN1Structure();
    PBES2Parameters pbes2 = PBES2Parameters.getInstance(encrypted.getEncryptionAlgorithm().getParameters());
    PBKDF2Params pbkdf2 = PBKDF2Params.getInstance(pbes2.getKeyDerivationFunc().getParameters());
    if (!pbkdf2.getPrf().getAlgorithm().equals(RosstandartObjectIdentifiers.id_tc26_hmac_gost_3411_12_512)) {
      throw new IllegalArgumentException("an unknown PRF: " + pbkdf2.getPrf().getAlgorithm());
    }
    byte[] key = pbkdf2(password, pbkdf2.getSalt(), pbkdf2.getIterationCount(), 32);
    PrivateKeyInfo info =
        PrivateKeyInfo.getInstance(decrypt(pbes2.getEncryptionScheme(), key, encrypted.getEncryptedData()));
    String algorithm = info.getPrivateKeyAlgorithm().getAlgorithm().getId();
    return KeyFactory.getInstance(algorithm, "BC").generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
  }

  private static void checkPair(PrivateKey key, X509CertificateHolder certificate) throws Exception {
    boolean is512 = certificate.getSubjectPublicKeyInfo().getAlgorithm().getAlgorithm().equals(
        RosstandartObjectIdentifiers.id_tc26_gost_3410_12_512);
    Signature signature = Signature.getInstance(is512 ? "ECGOST3410-2012-512" : "ECGOST3410-2012-256", "BC");
    byte[] message = "signed by the key of a PFX".getBytes(StandardCharsets.UTF_8);
    signature.initSign(key);
    signature.update(message);
    byte[] signed = signature.sign();
    signature.initVerify(BouncyCastleProvider.getPublicKey(certificate.getSubjectPublicKeyInfo()));
    signature.update(message);
    if (!signature.verify(signed)) throw new IllegalArgumentException("the key is not the certificate's");
  }

  private static void judge(Pfx pfx, byte[] password) throws Exception {
    checkMac(pfx, password);
    List<X509CertificateHolder> certificates = new ArrayList<>();
    List<PrivateKey> keys = new ArrayList<>();
    for (var content : new PKCS12PfxPdu(pfx).getContentInfos()) {
      for (PKCS12SafeBag bag : new PKCS12SafeBagFactory(content).getSafeBags()) {
        Object value = bag.getBagValue();
        if (value instanceof X509CertificateHolder certificate) certificates.add(certificate);
        if (value instanceof PKCS8EncryptedPrivateKeyInfo key) keys.add(openKey(key, password));
      }
    }
    checkPair(keys.get(0), certificates.get(0));
    for (X509CertificateHolder certificate : certificates) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      System.out.println(HexFormat.of().formatHex(digest));
    }
  }

  public static void main(String[] args) throws Exception {
    Security.addProvider(new BouncyCastleProvider());
    try {
      judge(Pfx.getInstance(Files.readAllBytes(Path.of(args[0]))), args[1].getBytes(StandardCharsets.UTF_8));
    } catch (WrongMac refusal) {
      System.err.println("the MAC is wrong");
      System.exit(2);
    }
  }
}
