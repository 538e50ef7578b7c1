export { finishSignIn as GET } from "@/lib/http/auth";
