import type { Child } from 'hono/jsx'
import { Form } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { BodyProfile, Officer } from '../queries/body-profile.ts'
import type { Verification } from '../queries/verification.ts'
import { isolated, LevelLine, LookAlikeWarning } from './level.tsx'

type Props = {
  readonly page: Page
  readonly body: BodyProfile
  readonly shown: Verification
  readonly maySteward: boolean
  readonly isMember: boolean
  /** May the reader end this office? On this page, one's own alone. */
  readonly mayEnd: (officer: Officer) => boolean
  /** What other rooms show of this body. */
  readonly sections: readonly Child[]
}

export function BodyPage({ page, body, shown, maySteward, isMember, mayEnd, sections }: Props) {
  const { say } = page
  const path = `/bodies/${encodeURIComponent(body.slug)}`
  return (
    <Layout page={page} title={body.name} description={body.summary}>
      <InLanguage as="h1" language={body.language}>
        {body.name}
      </InLanguage>
      <p class="quiet">{say(`body-kind.${body.kind}`)}</p>
      <LevelLine page={page} slug={body.slug} shown={shown} />
      <LookAlikeWarning page={page} shown={shown} />
      <InLanguage as="p" language={body.language} class="lead">
        {body.summary}
      </InLanguage>
      {maySteward ? (
        <p class="actions">
          <a class="button quiet" href={href(page, `${path}/edit`)}>
            {say('body.edit')}
          </a>
          <a class="button quiet" href={href(page, `${path}/people`)}>
            {say('body.people')}
          </a>
        </p>
      ) : null}
      {[...sections]}
      <section aria-labelledby="officers">
        <h2 id="officers">{say('body.officers')}</h2>
        {body.officers.length === 0 ? <p class="empty">{say('body.no-officers')}</p> : <Officers page={page} body={body} mayEnd={mayEnd} />}
        <p>{membersInWords(page, body.members)}</p>
        {isMember ? (
          <Form page={page} action={href(page, `${path}/membership/ending`)}>
            <p>{say('membership.yours')}</p>
            <p class="actions">
              <button type="submit" class="quiet">
                {say('membership.end')}
              </button>
            </p>
          </Form>
        ) : null}
      </section>
    </Layout>
  )
}

export const membersInWords = ({ say }: Page, members: number | null): string =>
  members === null ? say('body.members-few') : say('body.members', { members })

export function Officers({ page, body, mayEnd }: Pick<Props, 'page' | 'body' | 'mayEnd'>) {
  const { say } = page
  return (
    <ul class="rows">
      {body.officers.map((officer) => (
        <li>
          <strong>
            <bdi>{officer.name}</bdi>
          </strong>
          <span class="status">
            {say('office.since', { role: say(`office.${officer.role}`), day: say.day(officer.since, page.zone ?? page.homeZone) })}
          </span>
          {mayEnd(officer) ? (
            <Form page={page} action={href(page, `/bodies/${encodeURIComponent(body.slug)}/offices/ending`)}>
              <input type="hidden" name="person" value={officer.person} />
              <input type="hidden" name="role" value={officer.role} />
              <button type="submit" class="plain">
                {say('office.end', { name: isolated(officer.name), role: say(`office.${officer.role}`) })}
              </button>
            </Form>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
