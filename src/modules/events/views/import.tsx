import { Form, ProblemNote, SelectField, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Host } from '../queries/host.ts'
import type { Imported } from '../queries/read-ics.ts'
import { momentOf } from '../rules.ts'
import { Crumb, languageOptions, type Values } from './pieces.tsx'

type ImportProps = {
  readonly page: Page
  readonly host: Host
  readonly values: Values
  /** What was found in the file; null: none was given yet. */
  readonly found: readonly Imported[] | null
  readonly problem?: Problem | undefined
}

/** A calendar of elsewhere: looked at first, then taken in as drafts. */
export function ImportPage({ page, host, values, found, problem }: ImportProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('events.import')} index={false}>
      <Crumb page={page} path={`${host.path}/events`}>
        <InLanguage language={host.language}>{host.name}</InLanguage>
      </Crumb>
      <h1>{say('events.import')}</h1>
      <p class="lead">{say('events.import.what')}</p>
      <ProblemNote page={page} problem={problem} />
      {found === null ? null : (
        <section>
          <h2>{say('events.import.found', { count: found.length })}</h2>
          <ul class="rows">
            {found.map(({ title, when, zone, venue, repeat, firstAlone }) => (
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
              </li>
            ))}
          </ul>
        </section>
      )}
      <Form page={page} action={href(page, '/events/import')}>
        <input type="hidden" name={host.sort} value={host.id} />
        <TextArea
          name="calendar"
          label={say('events.import.calendar')}
          hint={say('events.import.hint')}
          rows={8}
          value={values['calendar']}
          required
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
        <SelectField
          name="language"
          label={say('event.language')}
          value={values['language'] ?? say.locale}
          options={languageOptions(page, host.languages)}
          problem={problem}
        />
        <p class="actions">
          <button class={found === null ? undefined : 'quiet'} name="then" value="look">
            {say('events.import.look')}
          </button>
          {found === null || found.length === 0 ? null : (
            <button name="then" value="take">
              {say('events.import.take', { count: found.length })}
            </button>
          )}
        </p>
      </Form>
    </Layout>
  )
}
