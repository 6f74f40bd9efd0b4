#include "ca/defect/der_tree.h"

#include <gtest/gtest.h>

namespace kepsim {
namespace {

TEST(DerTree, WritesBackWhatItRead) {
  for (const char* hex : {"0500", "30030201FF", "3000", "A003020102", "3006300402020100"}) {
    const auto tree = DerTree::Read(*FromHex(hex));
    ASSERT_TRUE(tree.has_value()) << hex;
    EXPECT_EQ(ToHex(tree->Encode()), hex);
  }
  for (size_t size : {0x7F, 0x80, 0xFF, 0x100, 0xFFFF, 0x10000}) {
    DerTree tree;
    tree.tag = 0x04;
    tree.content.assign(size, 0x5A);
    const auto again = DerTree::Read(tree.Encode());
    ASSERT_TRUE(again.has_value()) << size;
    EXPECT_EQ(again->content, tree.content);
  }
}

TEST(DerTree, WhatIsNoElementIsNotRead) {
  for (const char* hex :
       {"", "30", "3001", "308002010000", "30030201", "050000", "1F8101", "3085000000000100", "30020205"}) {
    EXPECT_FALSE(DerTree::Read(*FromHex(hex)).has_value()) << hex;
  }
}

TEST(DerTree, WritesLengthsWrongWhereAsked) {
  const struct {
    LengthForm form;
    const char* hex;
  } kCases[] = {
      {LengthForm::kMinimal, "30030201FF"},
      {LengthForm::kPadded, "3081030201FF"},
      {LengthForm::kIndefinite, "30800201FF0000"},
      {LengthForm::kTooLong, "30040201FF"},
  };
  for (const auto& c : kCases) {
    DerTree tree = DerTree::Parse(*FromHex("30030201FF"));
    tree.length = c.form;
    EXPECT_EQ(ToHex(tree.Encode()), c.hex);
  }
  DerTree large = DerTree::Parse(*FromHex("0400"));
  large.content.assign(0x80, 0);
  large.length = LengthForm::kPadded;
  EXPECT_EQ(ToHex(ByteView(large.Encode()).first(4)), "04820080");
  DerTree followed = DerTree::Parse(*FromHex("0500"));
  followed.trailer = {1, 2};
  EXPECT_EQ(ToHex(followed.Encode()), "05000102");
}

}  // namespace
}  // namespace kepsim
