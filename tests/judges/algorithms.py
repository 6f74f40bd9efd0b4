"""Parameter sets, and which judge knows which. The one place that says what is not put to a judge; foreign_tools_test finds
out whether it is right, both ways."""

# By publicKeyParamSet (RFC 9215 §4.2, RFC 7836 appendix A): the name in KEY_ALGORITHM_GOST2012_….
SETS = {
    "1.2.643.2.2.35.1": "256_CRYPTOPRO_A",
    "1.2.643.2.2.35.2": "256_CRYPTOPRO_B",
    "1.2.643.2.2.35.3": "256_CRYPTOPRO_C",
    "1.2.643.2.2.36.0": "256_CRYPTOPRO_XCHA",
    "1.2.643.2.2.36.1": "256_CRYPTOPRO_XCHB",
    "1.2.643.7.1.2.1.1.1": "256_TC26_A",
    "1.2.643.7.1.2.1.1.2": "256_TC26_B",
    "1.2.643.7.1.2.1.1.3": "256_TC26_C",
    "1.2.643.7.1.2.1.1.4": "256_TC26_D",
    "1.2.643.7.1.2.1.2.1": "512_TC26_A",
    "1.2.643.7.1.2.1.2.2": "512_TC26_B",
    "1.2.643.7.1.2.1.2.3": "512_TC26_C",
}
ALL = frozenset(SETS.values())
# What the outside judges have in common; of the accredited authorities' keys, all but tc26-256-A.
EVERYWHERE = ("256_CRYPTOPRO_A", "256_CRYPTOPRO_XCHA", "512_TC26_A")
# What BouncyCastle finds a digest for: without digestParamSet in the key it falls over an array's end.
WITH_DIGEST = frozenset({"256_CRYPTOPRO_A", "256_CRYPTOPRO_B", "256_CRYPTOPRO_C", "256_CRYPTOPRO_XCHA",
                         "256_CRYPTOPRO_XCHB", "512_TC26_A", "512_TC26_B"})

# With keys of which sets a judge verifies.
VERIFIES = {
    "openssl": ALL,
    "gnutls": frozenset({"256_CRYPTOPRO_A", "256_CRYPTOPRO_XCHA", "256_TC26_B", "512_TC26_A"}),
    "botan": ALL - {"256_TC26_A", "512_TC26_C"},  # curves.h says why
    "libgcrypt": ALL,
    "bouncycastle": WITH_DIGEST,
}
# Which keys a judge lets stand in the certificate at a path's end, whose key verifies nothing.
READS = {**dict.fromkeys(VERIFIES, ALL), "bouncycastle": WITH_DIGEST}


def enum(name):
    """Of KeyAlgorithm in the protos."""
    return f"KEY_ALGORITHM_GOST2012_{name}"


def knows_path(judge, path):
    """Whether a judge knows all that it must to take this path."""
    holder, *issuers = path.algorithms()
    return holder in READS[judge.name] and VERIFIES[judge.name].issuperset(issuers)


def verifies(judge, name):
    return name in VERIFIES[judge.name]
