import type { ReactNode } from "react";

export type Task = { key: string; href: string; title: string; about?: ReactNode; tag?: ReactNode };

/** A list of things to open, one large link each: agreements to sign, policies, versions. */
export function TaskList({ tasks }: { tasks: Task[] }) {
  return (
    <ul className="cs-tasks">
      {tasks.map(({ key, href, title, about, tag }) => (
        <li key={key}>
          <a className="cs-tasks__link" href={href}>
            {title}
          </a>
          {about && <p className="cs-tasks__about">{about}</p>}
          {tag && <p className="cs-mark">{tag}</p>}
        </li>
      ))}
    </ul>
  );
}
