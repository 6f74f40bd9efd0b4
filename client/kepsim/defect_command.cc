#include "client/kepsim/defect_command.h"

#include <spdlog/spdlog.h>

#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "ca/defect/defect.h"
#include "ca/x509/certificate.h"
#include "client/kepsim/artefact_file.h"
#include "client/kepsim/demo/rpc.h"
#include "client/kepsim/server.h"

namespace kepsim {
namespace {

using Json = nlohmann::ordered_json;

constexpr char kAll[] = "all";

struct Options {
  std::string id;
  std::string folder = "kepsim-defect";
  bool list = false;
  bool json = false;
};

int Fail(const Status& status) {
  std::cerr << "kepsim defect: " << NameOf(status.reason()) << ": " << status.message() << "\n";
  return kExitNo;
}

int WrongUse(const std::string& why) {
  std::cerr << "kepsim defect: " << why << "\n";
  return kExitUsage;
}

Json ToJson(std::string_view category, const Defect& defect) {
  return {{"id", defect.id},           {"category", category},
          {"text", defect.text},       {"applicant", NameOf(defect.applicant)},
          {"place", defect.place},     {"lint_rule", defect.lint_rule},
          {"verdict", defect.verdict}, {"linking_verdict", defect.linking_verdict}};
}

void Print(std::string_view category, const Defect& defect) {
  std::cout << defect.id << " (" << category << "): " << defect.text << "\n"
            << "   lint must find " << defect.lint_rule << "; a verifier must say " << defect.verdict
            << ", and " << defect.linking_verdict << " to its linking\n";
}

int List(bool json) {
  Json all = Json::array();
  for (const DefectCategory& category : DefectCategories()) {
    for (const Defect& defect : category.defects) {
      if (json) {
        all.push_back(ToJson(category.name, defect));
      } else {
        Print(category.name, defect);
      }
    }
  }
  if (json) std::cout << all.dump(2) << "\n";
  return kExitYes;
}

// The certificate as it came, too: what is no DER of one has no PEM that programs take.
Status Write(const v1::MakeDefectiveCertificateResponse& made, const std::string& crl_der,
             const std::filesystem::path& folder) {
  std::string chain;
  for (int i = 0; i + 1 < made.chain_der_size(); ++i) chain += PemOf("CERTIFICATE", made.chain_der(i));
  KEPSIM_TRY(MakeFolder(folder));
  KEPSIM_TRY(WriteFile(folder / "certificate.der", made.certificate_der()));
  KEPSIM_TRY(WriteFile(folder / "certificate.pem", PemOf("CERTIFICATE", made.certificate_der())));
  KEPSIM_TRY(WriteFile(folder / "chain.pem", chain));
  KEPSIM_TRY(WriteFile(folder / "root.pem", PemOf("CERTIFICATE", made.chain_der(made.chain_der_size() - 1))));
  return WriteFile(folder / "crl.pem", PemOf("X509 CRL", crl_der));
}

// Makes the certificate and leaves it in its folder.
Status Make(Stubs& stubs, const Defect& defect, const std::filesystem::path& folder) {
  v1::MakeDefectiveCertificateRequest request;
  request.set_defect(std::string(defect.id));
  KEPSIM_ASSIGN(const v1::MakeDefectiveCertificateResponse made,
                Call(stubs.defect, &v1::DefectService::Stub::MakeDefectiveCertificate, request));
  if (made.chain_der_size() < 2) return Status(Reason::CALL_FAILED, "no chain came with the certificate");
  KEPSIM_ASSIGN(const Certificate issuer, Certificate::Parse(AsBytes(made.chain_der(0))));
  v1::GetCrlRequest of_issuer;
  of_issuer.set_issuer_key_id(ToString(issuer.subject_key_id().value_or(Bytes())));
  KEPSIM_ASSIGN(const v1::GetCrlResponse crl,
                Call(stubs.registry, &v1::RegistryService::Stub::GetCrl, of_issuer));
  return Write(made, crl.crl_der(), folder);
}

int MakeAll(const Options& options) {
  spdlog::set_level(spdlog::level::warn);
  ServerOptions server_options;
  server_options.grpc = server_options.http = server_options.control = "127.0.0.1:0";
  server_options.control_http.clear();
  auto server = Server::Start(server_options);
  if (!server.ok()) return Fail(server.status());
  Stubs stubs((*server)->addresses().grpc, (*server)->addresses().control);

  Json all = Json::array();
  for (const DefectCategory& category : DefectCategories()) {
    for (const Defect& defect : category.defects) {
      if (options.id != kAll && options.id != defect.id) continue;
      std::filesystem::path folder = options.folder;
      if (options.id == kAll) folder /= std::string(defect.id);
      if (Status status = Make(stubs, defect, folder); !status.ok()) return Fail(status);
      Json made = ToJson(category.name, defect);
      made["folder"] = folder.string();
      all.push_back(std::move(made));
      if (options.json) continue;
      Print(category.name, defect);
      std::cout << "   " << folder.string() << ": certificate.der and .pem, chain.pem, root.pem, crl.pem\n";
    }
  }
  if (options.json) std::cout << (options.id == kAll ? all : all.front()).dump(2) << "\n";
  return kExitYes;
}

int Run(const Options& options) {
  if (options.list) return options.id.empty() ? List(options.json) : WrongUse("--list takes no id");
  if (options.id.empty()) return WrongUse("an id is needed, or \"all\"; --list shows them");
  if (options.id != kAll && FindDefect(options.id).defect == nullptr) {
    return WrongUse("there is no defect " + options.id + "; --list shows all");
  }
  return MakeAll(options);
}

}  // namespace

std::function<int()> AddDefectCommand(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("id", options->id, "which defect, or \"all\" for one of each");
  app.add_option("--out", options->folder, "where to leave the certificates")->capture_default_str();
  app.add_flag("--list", options->list, "show the catalogue and make nothing");
  app.add_flag("--json", options->json, "the same as JSON");
  return [options] { return Run(*options); };
}

}  // namespace kepsim
