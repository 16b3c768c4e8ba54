import { Details } from "#components/ui/details.tsx";

/** The lasting address of a published policy, with words and a line of HTML to copy to a website. */
export function LinkToPublish({ title, url }: { title: string; url: string }) {
  const escaped = title.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return (
    <Details summary="Put this policy on a website">
      <p>
        Link to this address. It always leads to the version in force, so the link need not be changed when
        the policy does.
      </p>
      <p className="wrap-anywhere">
        <a href={url}>{url}</a>
      </p>
      <p>As text:</p>
      <p className="wrap-anywhere">
        {title}: {url}
      </p>
      <p>As HTML:</p>
      <p className="wrap-anywhere">
        <code>{`<a href="${url}">${escaped}</a>`}</code>
      </p>
      <p>
        <a href={`${url}/pdf`}>Download PDF</a>, if your website needs a file. A file has to be replaced by
        hand with each new version.
      </p>
    </Details>
  );
}
