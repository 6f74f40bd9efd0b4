#include <gtest/gtest.h>

#include <regex>

#include "ca/crypto/der_reader.h"
#include "tests/ca/defect/certificate_diff.h"
#include "tests/ca/defect/defect_bench.h"

namespace kepsim {
namespace {

std::set<std::string> SplitPlaces(std::string_view text) {
  std::set<std::string> places;
  while (!text.empty()) {
    const size_t comma = std::min(text.find(", "), text.size());
    places.emplace(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 2, text.size()));
  }
  return places;
}

// Of the octets as they are signed, whatever they are.
Status VerifySignature(ByteView certificate, const PublicKey& issuer) {
  bool ok = true;
  DerReader fields = DerReader(certificate, ok).Enter(der::kSequence);
  const ByteView tbs = fields.Any().whole;
  fields.Any();
  const ByteView signature = fields.BitString();
  if (!ok) return Reason::DER_MALFORMED;
  return issuer.Verify(tbs, signature);
}

TEST(DefectCatalogue, IsLargeAndWide) {
  std::set<std::string_view> ids;
  for (const auto& [category, defect] : Catalogue()) {
    EXPECT_TRUE(ids.insert(defect->id).second) << defect->id << " is there twice";
    EXPECT_TRUE(std::regex_match(std::string(defect->id), std::regex("[a-z0-9]+(-[a-z0-9]+)*")))
        << defect->id;
    EXPECT_FALSE(defect->text.empty()) << defect->id;
    const FoundDefect found = FindDefect(defect->id);
    EXPECT_EQ(found.defect, defect);
    EXPECT_EQ(found.category, category);
  }
  EXPECT_GE(ids.size(), 45u);
  EXPECT_EQ(DefectCategories().size(), 9u);
  EXPECT_EQ(FindDefect("no-such-defect").defect, nullptr);
}

TEST(DefectCatalogue, NothingElseDiffersFromTheSoundTwin) {
  const DefectBench bench;
  for (const auto& [category, defect] : Catalogue()) {
    const auto made = bench.Make(*defect);
    ASSERT_TRUE(made.ok()) << defect->id << ": " << made.status().message();
    EXPECT_EQ(DifferentPlaces(bench.Twin(defect->applicant).der(), *made), SplitPlaces(defect->place))
        << defect->id;
  }
}

TEST(DefectCatalogue, AllIsSignedForRealButWhatIsAboutTheSignature) {
  const DefectBench bench;
  for (const auto& [category, defect] : Catalogue()) {
    const Bytes made = bench.Make(*defect).value();
    EXPECT_EQ(VerifySignature(made, *bench.issuer().public_key()).ok(), category != "signature")
        << defect->id;
  }
}

TEST(DefectivePlan, WhatIsNotThereCannotBeBroken) {
  const DefectBench bench;
  const Defect& about_organizations = *FindDefect("ogrn-check-digit").defect;
  const auto made =
      DefectivePlan::Make(about_organizations, bench.Sound(ApplicantKind::kNaturalPerson), bench.issuer());
  EXPECT_EQ(made.status().reason(), Reason::DEFECT_NOT_APPLICABLE);
}

TEST(DefectivePlan, TheKeyMustBeTheOneThatThePlanNames) {
  const DefectBench bench;
  const Defect& defect = *FindDefect("snils-check-digit").defect;
  const auto plan = DefectivePlan::Make(defect, bench.Sound(defect.applicant), bench.issuer());
  const Samples other(KeyAlgorithm::k512Tc26A);
  EXPECT_EQ(SignDefective(*plan, other.ca_key(), *other.stream()).status().reason(), Reason::CRYPTO_FAILED);
}

// Defects do not hang on the curve: a CA may have any.
TEST(DefectivePlan, AnyKeyOfACaSigns) {
  for (KeyAlgorithm algorithm : {KeyAlgorithm::k256CryptoProXchA, KeyAlgorithm::k512Tc26A}) {
    const Samples samples(algorithm);
    const auto sound = CheckedPlan::Check(samples.HolderPlan());
    ASSERT_TRUE(sound.ok());
    for (const Defect& defect : DefectCategories().back().defects) {
      const auto plan = DefectivePlan::Make(defect, *sound, samples.Ca());
      ASSERT_TRUE(plan.ok()) << defect.id;
      const auto made = SignDefective(*plan, samples.ca_key(), *samples.stream());
      ASSERT_TRUE(made.ok()) << defect.id << ": " << made.status().message();
      EXPECT_FALSE(VerifySignature(*made, samples.ca_key().public_key()).ok()) << defect.id;
    }
  }
}

}  // namespace
}  // namespace kepsim
