export * from "./audit";
export * from "./auth";
export * from "./events";
export * from "./funnels";
export * from "./profiles";
export * from "./projects";
export * from "./sessions";
