#include "client/kepsim/bench/row.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

namespace kepsim {
namespace {

TEST(Median, IsTheMiddleOrBetweenTheTwoInTheMiddle) {
  EXPECT_EQ(Median({}), 0);
  EXPECT_EQ(Median({3}), 3);
  EXPECT_EQ(Median({9, 1, 2}), 2);
  EXPECT_EQ(Median({4, 1, 2, 8}), 3);
}

TEST(Rounds, RatioIsOfEachRoundAndNotOfTheMedians) {
  Rounds rounds;
  rounds.Add(100, 100);
  rounds.Add(40, 50);
  rounds.Add(10, 20);
  const BenchRow row = rounds.Row("issue", "issues/s", "bare", 0.8);
  EXPECT_EQ(row.value, 40);
  EXPECT_EQ(row.reference, 50);
  EXPECT_EQ(row.ratio, 0.8);
  EXPECT_EQ(row.met, true);
}

TEST(Rows, BarsOfRatiosAreReachedAndThoseOfCostsAreNotPassed) {
  Rounds rounds;
  rounds.Add(79, 100);
  EXPECT_EQ(rounds.Row("growth", "x", "y", 0.8).met, false);
  EXPECT_EQ(rounds.Row("growth", "x", "y", {}).met, std::nullopt);
  EXPECT_EQ(CostRow("ready", 150, "ms", 150).met, true);
  EXPECT_EQ(CostRow("ready", 151, "ms", 150).met, false);
  EXPECT_EQ(CostRow("empty", 151, "ms", {}).met, std::nullopt);
}

TEST(Json, HasAllFieldsOfEveryRow) {
  Rounds rounds;
  rounds.Add(45, 50);
  std::ostringstream out;
  PrintJson({rounds.Row("issue", "issues/s", "bare", 0.9), CostRow("empty", 7000, "calls/s", {})}, out);
  const auto expected = nlohmann::json::parse(R"({"rows":[
      {"name":"issue","value":45.0,"unit":"issues/s","against":"bare","reference":50.0,"ratio":0.9,"bar":0.9,
       "met":true},
      {"name":"empty","value":7000.0,"unit":"calls/s","against":null,"reference":null,"ratio":null,"bar":null,
       "met":null}]})");
  EXPECT_EQ(nlohmann::json::parse(out.str()), expected);
}

}  // namespace
}  // namespace kepsim
