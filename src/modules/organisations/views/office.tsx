import { Form, ProblemNote, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { address, href, type Page } from '../../../web/page.ts'
import type { BodyCard } from '../queries/body-cards.ts'
import type { Officer } from '../queries/officers.ts'
import type { Titles } from '../tables.ts'
import { BodyLink } from './body.tsx'
import { isolated } from './level.tsx'
import { dayIn, OfficeLine, officePath } from './officers.tsx'

export type OfficeWritten = { readonly termEnds: string; readonly titles: Titles }
export type OfficeDesk = {
  readonly mayEdit: boolean
  readonly mayHandOver: boolean
  readonly mayEnd: boolean
  readonly handovers: readonly { readonly id: string; readonly expiresAt: Date; readonly path: string }[]
  readonly written: OfficeWritten
  readonly problem?: Problem | undefined
}

type Props = { readonly page: Page; readonly body: BodyCard; readonly officer: Officer; readonly desk: OfficeDesk }

/** For whoever holds the office, and for stewards: its term, what it is called, and how it goes into other hands. */
export function OfficePage({ page, body, officer, desk }: Props) {
  const { say } = page
  const words = { name: isolated(officer.name), role: say(`office.${officer.role}`) }
  const path = officePath(body.slug, officer)
  return (
    <Layout page={page} title={say('office-page.title', words)} index={false}>
      <p class="crumb">
        <BodyLink page={page} body={body} />
      </p>
      <h1>{say('office-page.title', words)}</h1>
      <OfficeLine page={page} officer={officer} />
      {desk.mayEdit ? <Edit page={page} path={path} desk={desk} delegated={officer.endsAt !== null} /> : null}
      {desk.mayHandOver ? <HandOver page={page} path={path} desk={desk} /> : null}
      {desk.mayEnd ? (
        <section aria-labelledby="ending">
          <h2 id="ending">{say(officer.endsAt === null ? 'office-page.ending' : 'delegation.ending')}</h2>
          <Form page={page} action={href(page, `/bodies/${encodeURIComponent(body.slug)}/offices/ending`)}>
            <input type="hidden" name="person" value={officer.person} />
            <input type="hidden" name="role" value={officer.role} />
            <p class="actions">
              <button type="submit" class="quiet">
                {say(officer.endsAt === null ? 'office.end' : 'delegation.end', words)}
              </button>
            </p>
          </Form>
        </section>
      ) : null}
    </Layout>
  )
}

function Edit({ page, path, desk, delegated }: { page: Page; path: string; desk: OfficeDesk; delegated: boolean }) {
  const { say } = page
  const { written, problem } = desk
  const languages = [...new Set([...page.locales, ...Object.keys(written.titles)])]
  return (
    <section aria-labelledby="term">
      <h2 id="term">{say('office-page.edit')}</h2>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, path)}>
        {delegated ? null : (
          <TextField
            name="termEnds"
            type="date"
            label={say('office-page.term')}
            hint={say('office-page.term-hint')}
            value={written.termEnds}
            problem={problem}
          />
        )}
        {languages.map((language) => (
          <TextField
            name={`titles.${language}`}
            label={say('office-page.title-in', { language: say.language(language) })}
            value={written.titles[language] ?? ''}
            lang={language}
            most={60}
            problem={problem}
          />
        ))}
        <p class="hint">{say('office-page.title-hint')}</p>
        <p class="actions">
          <button type="submit">{say('office-page.keep')}</button>
        </p>
      </Form>
    </section>
  )
}

function HandOver({ page, path, desk }: { page: Page; path: string; desk: OfficeDesk }) {
  const { say } = page
  return (
    <section aria-labelledby="handover">
      <h2 id="handover">{say('handover.title')}</h2>
      <p>{say('handover.lead')}</p>
      {desk.handovers.length === 0 ? null : (
        <ul class="rows">
          {desk.handovers.map(({ id, expiresAt, path: link }) => (
            <li>
              <span class="status">{say('handover.until', { day: dayIn(page, expiresAt) })}</span>
              <p class="proof" dir="ltr">
                {address(page, link)}
              </p>
              <Form page={page} action={href(page, `${path}/handovers/withdrawal`)}>
                <input type="hidden" name="invitation" value={id} />
                <button type="submit" class="plain">
                  {say('handover.withdraw')}
                </button>
              </Form>
            </li>
          ))}
        </ul>
      )}
      <Form page={page} action={href(page, `${path}/handovers`)}>
        <p class="actions">
          <button type="submit" class={desk.handovers.length === 0 ? undefined : 'quiet'}>
            {say('handover.make')}
          </button>
        </p>
      </Form>
    </section>
  )
}
