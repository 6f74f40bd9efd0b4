#include "client/kepsim/call_command.h"

#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "ca/rpc/grpc_status.h"
#include "client/kepsim/services.h"
#include "kepsim/v1/enrollment.grpc.pb.h"
#include "kepsim/v1/journal.grpc.pb.h"
#include "kepsim/v1/portal.grpc.pb.h"

namespace kepsim {
namespace {

using testing::HasSubstr;

class FakePortal final : public v1::PortalService::Service {
 public:
  grpc::Status LogIn(grpc::ServerContext* context, const v1::LogInRequest* request,
                     v1::LogInResponse* response) override {
    if (request->login() == "nobody") return ToGrpc(Status(Reason::TOKEN_INVALID).With("tries_left", "2"));
    if (request->login().empty()) {
      return ToGrpc(Status::Violations({{"login", Reason::FIELD_REQUIRED, {}},
                                        {"password", Reason::FIELD_TOO_LONG, "at most 64 characters"}}));
    }
    response->mutable_account()->set_login(request->login());
    for (const auto& [key, value] : context->client_metadata()) {
      if (key == "x-test") response->set_token(std::string(value.data(), value.size()));
    }
    return grpc::Status::OK;
  }
  grpc::Status LogOut(grpc::ServerContext*, const v1::LogOutRequest*, v1::LogOutResponse*) override {
    return ToGrpc(Reason::CONTENDED);
  }
};

class FakeJournal final : public v1::JournalService::Service {
 public:
  grpc::Status WatchEvents(grpc::ServerContext*, const v1::WatchEventsRequest* request,
                           grpc::ServerWriter<v1::WatchEventsResponse>* writer) override {
    for (int64_t number = request->after_number() + 1; number <= 3; ++number) {
      v1::WatchEventsResponse response;
      response.mutable_event()->set_number(number);
      writer->Write(response);
    }
    return ToGrpc(Reason::STORAGE_FAILED);
  }
};

class FakeEnrollment final : public v1::EnrollmentService::Service {
 public:
  grpc::Status UploadScan(grpc::ServerContext*, grpc::ServerReader<v1::UploadScanRequest>* reader,
                          v1::UploadScanResponse* response) override {
    std::string seen;
    for (v1::UploadScanRequest request; reader->Read(&request);)
      seen += request.application() + request.chunk();
    response->mutable_scan()->set_media_type(seen);
    return grpc::Status::OK;
  }
};

class CallCommandTest : public testing::Test {
 protected:
  CallCommandTest() {
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(&portal_);
    builder.RegisterService(&journal_);
    builder.RegisterService(&enrollment_);
    server_ = builder.BuildAndStart();
    options_.address = "127.0.0.1:" + std::to_string(port);
  }

  int Run(std::string method, std::string json, const std::string& input = {}) {
    options_.method = std::move(method);
    options_.json = std::move(json);
    std::istringstream in(input);
    std::ostringstream out;
    std::ostringstream err;
    const int code = Call(options_, in, out, err);
    out_ = out.str();
    err_ = err.str();
    return code;
  }

  FakePortal portal_;
  FakeJournal journal_;
  FakeEnrollment enrollment_;
  std::unique_ptr<grpc::Server> server_;
  CallOptions options_;
  std::string out_;
  std::string err_;
};

TEST_F(CallCommandTest, Unary) {
  options_.headers = {"X-Test: some value", "other:"};
  for (const char* method : {"PortalService/LogIn", "/kepsim.v1.PortalService/LogIn"}) {
    EXPECT_EQ(Run(method, R"({"login":"ivan"})"), kExitYes) << err_;
    EXPECT_EQ(out_, "{\n \"account\": {\n  \"login\": \"ivan\"\n },\n \"token\": \"some value\"\n}\n");
    EXPECT_EQ(err_, "");
  }
  EXPECT_EQ(Run("PortalService/LogIn", "-", "{\n\"login\":\n\"anna\"}\n"), kExitYes);
  EXPECT_THAT(out_, HasSubstr("anna"));
}

TEST_F(CallCommandTest, RefusalsAreReadable) {
  EXPECT_EQ(Run("PortalService/LogIn", R"({"login":"nobody"})"), kExitNo);
  EXPECT_THAT(err_, testing::StartsWith("PERMISSION_DENIED TOKEN_INVALID: "));
  EXPECT_THAT(err_, HasSubstr("\n  tries_left=2\n"));
  EXPECT_EQ(out_, "");
  EXPECT_EQ(Run("PortalService/LogIn", ""), kExitNo);
  EXPECT_THAT(err_, testing::StartsWith("INVALID_ARGUMENT INVALID_FIELDS: "));
  EXPECT_THAT(err_, HasSubstr("\n  login: FIELD_REQUIRED: "));
  EXPECT_THAT(err_, HasSubstr("\n  password: FIELD_TOO_LONG: at most 64 characters\n"));
  EXPECT_EQ(Run("PortalService/LogOut", ""), kExitNo);
  EXPECT_THAT(err_, HasSubstr("\n  retry after 1 s\n"));
}

TEST_F(CallCommandTest, StreamsOfResponsesAreLines) {
  EXPECT_EQ(Run("JournalService/WatchEvents", R"({"afterNumber":"1"})"), kExitNo);
  EXPECT_EQ(out_, "{\"event\":{\"number\":\"2\"}}\n{\"event\":{\"number\":\"3\"}}\n");
  EXPECT_THAT(err_, testing::StartsWith("UNAVAILABLE STORAGE_FAILED: "));
}

TEST_F(CallCommandTest, StreamsOfRequestsAreLines) {
  EXPECT_EQ(Run("EnrollmentService/UploadScan", "-",
                "{\"application\":\"a\"}\n\n{\"chunk\":\"Yg==\"}\n{\"chunk\":\"Yw==\"}"),
            kExitYes);
  EXPECT_THAT(out_, HasSubstr("\"abc\""));
}

TEST_F(CallCommandTest, WrongUse) {
  const struct {
    const char* method;
    const char* json;
    const char* header;
  } kCases[] = {
      {"", "", "a:b"},
      {"PortalService", "", "a:b"},
      {"PortalService/Nothing", "", "a:b"},
      {"Portal/LogIn", "", "a:b"},
      {"PortalService/LogIn", "{", "a:b"},
      {"PortalService/LogIn", "[]", "a:b"},
      {"PortalService/LogIn", R"({"unknown":1})", "a:b"},
      {"PortalService/LogIn", R"({"login":1.5})", "a:b"},
      {"PortalService/LogIn", "", "a"},
      {"PortalService/LogIn", "", ":b"},
      {"PortalService/LogIn", "", "a b:c"},
      {"PortalService/LogIn", "", "a:\n"},
  };
  for (const auto& test : kCases) {
    options_.headers = {test.header};
    EXPECT_EQ(Run(test.method, test.json), kExitUsage) << test.method << test.json << test.header;
    EXPECT_EQ(out_, "");
    EXPECT_NE(err_, "");
  }
}

TEST_F(CallCommandTest, AServerThatIsNotThereIsANo) {
  server_->Shutdown();
  server_.reset();
  EXPECT_EQ(Run("PortalService/LogIn", ""), kExitNo);
  EXPECT_THAT(err_, testing::StartsWith("UNAVAILABLE: "));
}

TEST(ServicesTest, ListenersOfServices) {
  std::map<std::string, Listener> listeners;
  for (const ListedService& listed : AllServices()) listeners[listed.service->name()] = listed.listener;
  EXPECT_EQ(listeners, (std::map<std::string, Listener>{
                           {"AuthorityService", Listener::kControl},
                           {"CarrierService", Listener::kPublic},
                           {"ClockService", Listener::kControl},
                           {"DefectService", Listener::kControl},
                           {"EnrollmentService", Listener::kPublic},
                           {"Health", Listener::kPublic},
                           {"JournalService", Listener::kControl},
                           {"LintService", Listener::kPublic},
                           {"OperatorService", Listener::kControl},
                           {"PortalService", Listener::kPublic},
                           {"ProvisionService", Listener::kControl},
                           {"RegistryService", Listener::kPublic},
                           {"WorkspaceService", Listener::kControl},
                       }));
}

TEST(ServicesTest, ListShowsMethodsAndMessages) {
  std::ostringstream out;
  std::ostringstream err;
  EXPECT_EQ(ListMethods("", out, err), kExitYes);
  EXPECT_THAT(out.str(), HasSubstr("JournalService/WatchEvents (stream out) (control)\n"));
  EXPECT_EQ(ListMethods("PortalService/LogIn", out, err), kExitYes);
  EXPECT_THAT(out.str(), HasSubstr("string login = 1;"));
  EXPECT_EQ(ListMethods("PortalService/Nothing", out, err), kExitUsage);
}

}  // namespace
}  // namespace kepsim
