import { postPaper } from "../../../school/[urn]/paper/_shared/post-paper.ts";

export const POST = (request: Request): Promise<Response> => postPaper(request, null);
