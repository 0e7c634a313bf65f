import { FileField, Form, LanguageField, ProblemNote, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Crumb } from '../../../web/parts.tsx'
import type { Host } from '../queries/host.ts'
import type { CalendarRead, Imported } from '../queries/read-ics.ts'
import { momentOf } from '../rules.ts'
import type { Values } from './pieces.tsx'

type ImportProps = {
  readonly page: Page
  readonly host: Host
  readonly values: Values
  /** What of the file is taken, and what is not; null: none was given yet. */
  readonly read: CalendarRead | null
  /** The file was in an older form of writing. */
  readonly older: boolean
  readonly problem?: Problem | undefined
}

/** A calendar of elsewhere: looked at first, then taken in as drafts. */
export function ImportPage({ page, host, values, read, older, problem }: ImportProps) {
  const { say } = page
  const found = read?.found ?? []
  return (
    <Layout page={page} title={say('events.import')} index={false} scripts={['keep-draft.js']}>
      <Crumb page={page} path={`${host.path}/events`}>
        <InLanguage language={host.language}>{host.name}</InLanguage>
      </Crumb>
      <h1>{say('events.import')}</h1>
      <p class="lead">{say('events.import.what')}</p>
      <ProblemNote page={page} problem={problem} />
      {older ? <p class="note">{say('file.older')}</p> : null}
      {read === null ? null : <Read page={page} read={read} />}
      <Form page={page} action={href(page, '/events/import')} files>
        <input type="hidden" name={host.sort} value={host.id} />
        <FileField
          name="file"
          label={say('events.import.file')}
          hint={say('events.import.file.hint')}
          accept=".ics,.ical,text/calendar"
          problem={problem}
        />
        <TextArea
          name="calendar"
          label={say('events.import.calendar')}
          hint={say('events.import.hint')}
          rows={8}
          value={values['calendar']}
          problem={problem}
        />
        <TextField
          name="zone"
          label={say('event.zone')}
          hint={say('event.zone.hint')}
          value={values['zone'] ?? page.homeZone}
          required
          problem={problem}
        />
        <LanguageField page={page} label={say('event.language')} value={values['language']} first={host.languages} problem={problem} />
        <p class="actions">
          <button class={found.length === 0 ? undefined : 'quiet'} name="then" value="look">
            {say('events.import.look')}
          </button>
          {found.length === 0 ? null : (
            <button name="then" value="take">
              {say('events.import.take', { count: found.length })}
            </button>
          )}
        </p>
      </Form>
    </Layout>
  )
}

/** What becomes a draft, and, below it, what does not and why. */
function Read({ page, read: { found, leftOut } }: { readonly page: Page; readonly read: CalendarRead }) {
  const { say } = page
  return (
    <section>
      <h2>{say('events.import.found', { count: found.length })}</h2>
      <ul class="rows">
        {found.map((one) => (
          <Found page={page} one={one} />
        ))}
      </ul>
      {leftOut.length === 0 ? null : (
        <details open={found.length === 0}>
          <summary>{say('events.import.left-out', { count: leftOut.length })}</summary>
          <ul class="rows">
            {leftOut.map(({ number, title, why }) => (
              <li>
                <p>
                  {title === '' ? say('events.import.number', { number }) : <bdi>{title}</bdi>} ·{' '}
                  <span class="quiet">{say(`events.import.why.${why}`)}</span>
                </p>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

function Found({ page, one }: { readonly page: Page; readonly one: Imported }) {
  const { say } = page
  const { title, when, zone, venue, repeat, firstAlone, strangeZone } = one
  return (
    <li>
      <p>
        <bdi>{title}</bdi> · {say.moment(momentOf(when.day, when.time, zone), zone)}
        {venue === '' ? null : (
          <>
            {' '}
            · <bdi>{venue}</bdi>
          </>
        )}
      </p>
      {repeat === null ? null : <p class="quiet">{say(`event.every.${repeat.every}`)}</p>}
      {firstAlone ? <p class="quiet">{say('events.import.first-alone')}</p> : null}
      {strangeZone === null ? null : <p class="status late">{say('events.import.strange-zone', { zone: `\u2068${strangeZone}\u2069` })}</p>}
    </li>
  )
}
