// The page on defects is the table of the catalogue in a readable form: README.md between its two marks.

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "ca/defect/defect.h"
#include "tests/support/fixtures.h"

namespace kepsim {
namespace {

std::string Applicant(ApplicantKind kind) {
  switch (kind) {
    case ApplicantKind::kSoleProprietor:
      return "sole proprietor";
    case ApplicantKind::kLegalEntityHead:
      return "head of a legal entity";
    case ApplicantKind::kInformationSystem:
      return "information system";
    default:
      return "";
  }
}

std::string Table() {
  std::string table =
      "| defect | what is wrong | where | lint | verifier | linking | applicant "
      "|\n|---|---|---|---|---|---|---|\n";
  for (const DefectCategory& category : DefectCategories()) {
    table += "| **" + std::string(category.name) + "** | | | | | | |\n";
    for (const Defect& defect : category.defects) {
      for (const std::string& cell :
           {std::string(defect.id), std::string(defect.text), std::string(defect.place),
            std::string(defect.lint_rule), std::string(defect.verdict), std::string(defect.linking_verdict),
            Applicant(defect.applicant)}) {
        table += "| " + cell + (cell.empty() ? "" : " ");
      }
      table += "|\n";
    }
  }
  return table;
}

TEST(DefectPage, IsTheCatalogue) {
  const std::string path = FixturePath("../ca/defect/README.md");
  std::ifstream file(path);
  const std::string page(std::istreambuf_iterator<char>(file), {});
  const std::string table = Table();
  const size_t at = page.find("| defect |");
  ASSERT_NE(at, std::string::npos) << path;
  EXPECT_EQ(page.substr(at), table) << "the right end of " << path << ":\n" << table;
}

}  // namespace
}  // namespace kepsim
