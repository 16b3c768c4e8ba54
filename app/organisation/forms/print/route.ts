import { postForms } from "../../../school/[urn]/forms/_shared/post-forms.ts";

export const POST = (request: Request): Promise<Response> => postForms(request, null);
