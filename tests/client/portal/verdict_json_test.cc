#include "client/portal/verdict_json.h"

#include <gtest/gtest.h>

namespace kepsim {
namespace {

TEST(VerdictJson, ComesBackAsItWas) {
  Verdict verdict{JudgedObject::kSignature, VerdictReason::kValid, {}, FromMicros(1'700'000'000'000'001)};
  AddCheck(verdict, "format", [](Check& check) {
    check.input = "«Петров» \"Иван\"";
    return VerdictReason::kValid;
  });
  AddCheck(verdict, "revocation", [](Check& check) {
    check.source = "http://127.0.0.1/crl";
    check.detail = "revoked";
    check.time = FromMicros(-1);
    return VerdictReason::kRevoked;
  });
  AddCheck(verdict, "registry", [](Check&) { return VerdictReason::kValid; });

  const auto back = VerdictFromJson(ToJson(verdict));
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(back->object, verdict.object);
  EXPECT_EQ(back->reason, VerdictReason::kRevoked);
  EXPECT_EQ(back->judged, verdict.judged);
  ASSERT_EQ(back->checks.size(), 3u);
  for (size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(back->checks[i].name, verdict.checks[i].name);
    EXPECT_EQ(back->checks[i].result, verdict.checks[i].result);
    EXPECT_EQ(back->checks[i].input, verdict.checks[i].input);
    EXPECT_EQ(back->checks[i].source, verdict.checks[i].source);
    EXPECT_EQ(back->checks[i].time, verdict.checks[i].time);
    EXPECT_EQ(back->checks[i].detail, verdict.checks[i].detail);
  }
}

TEST(VerdictJson, TextsThatAreNotUtf8AreKeptReadable) {
  Verdict verdict;
  AddCheck(verdict, "format", [](Check& check) {
    check.input = "a\xFFz";
    return VerdictReason::kValid;
  });
  EXPECT_EQ(VerdictFromJson(ToJson(verdict)).value().checks[0].input, "a\xEF\xBF\xBDz");
}

TEST(VerdictJson, AnythingElseIsCorrupt) {
  for (const char* text : {"", "null", "[]", "[2,1,0]", "[2,18,0,[]]", "[2,0,0,[]]", "[2,1,0,[[\"x\"]]]",
                           "[2,\"1\",0,[]]", "{\"reason\":1}"}) {
    EXPECT_EQ(VerdictFromJson(text).status().reason(), Reason::STORAGE_CORRUPT) << text;
  }
}

}  // namespace
}  // namespace kepsim
