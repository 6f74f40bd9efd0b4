// kepsim.v1.WorkspaceService.
#pragma once

#include "client/world/workspaces.h"
#include "kepsim/v1/workspace.grpc.pb.h"

namespace kepsim {

class WorkspaceServiceImpl final : public v1::WorkspaceService::Service {
 public:
  explicit WorkspaceServiceImpl(Workspaces& workspaces) : workspaces_(workspaces) {}

  grpc::Status CreateWorkspace(grpc::ServerContext*, const v1::CreateWorkspaceRequest*,
                               v1::CreateWorkspaceResponse*) override;
  grpc::Status GetWorkspace(grpc::ServerContext*, const v1::GetWorkspaceRequest*,
                            v1::GetWorkspaceResponse*) override;
  grpc::Status ListWorkspaces(grpc::ServerContext*, const v1::ListWorkspacesRequest*,
                              v1::ListWorkspacesResponse*) override;
  grpc::Status ResetWorkspace(grpc::ServerContext*, const v1::ResetWorkspaceRequest*,
                              v1::ResetWorkspaceResponse*) override;
  grpc::Status DeleteWorkspace(grpc::ServerContext*, const v1::DeleteWorkspaceRequest*,
                               v1::DeleteWorkspaceResponse*) override;

 private:
  Workspaces& workspaces_;
};

}  // namespace kepsim
