import { Form, ProblemNote, SelectField, TextField, type Option } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { DayWords } from '../../../web/time.tsx'
import { Crumb } from '../../../web/parts.tsx'
import { LONGEST, MOST_OPEN } from '../rules.ts'
import { Done, type Values } from './pieces.tsx'

type Named = { readonly id: string; readonly name: string | null; readonly state: string; readonly termEnds: string }
export type NamingProps = {
  readonly page: Page
  /** What the reader is steward of: `body:<id>` or `community:<id>`. */
  readonly namers: readonly (Option & { readonly named: readonly Named[] })[]
  readonly done: string | null
  readonly values: Values
  readonly problem?: Problem | undefined
}

/** For stewards: whom their body or community trusts. */
export function NamingPage({ page, namers, done, values, problem }: NamingProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('voices.naming')} index={false}>
      <Crumb page={page} path="/voices">
        {say('voices.title')}
      </Crumb>
      <h1>{say('voices.naming')}</h1>
      <p class="lead">{say('voice-naming.lead')}</p>
      <Done page={page} done={done} />
      <ProblemNote page={page} problem={problem} />
      {namers.length === 0 ? <p class="empty">{say('voice-naming.none')}</p> : null}
      {namers.map(({ value, label, lang, named }) => (
        <section>
          <h2 lang={lang}>
            <bdi>{label}</bdi>
          </h2>
          {named.length === 0 ? <p class="empty">{say('voice-naming.nobody')}</p> : null}
          <ul class="rows">
            {named.map((one) => (
              <li>
                <p>
                  <bdi>{one.name ?? '…'}</bdi> · {say(`intermediary.state.${one.state}`)} · {say('intermediary.until')}{' '}
                  <DayWords page={page} day={one.termEnds} />
                </p>
                <Form page={page} action={href(page, '/voices/naming/end')}>
                  <input type="hidden" name="namer" value={value} />
                  <input type="hidden" name="intermediary" value={one.id} />
                  <button class="quiet">{say('voice-naming.end')}</button>
                </Form>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {namers.length === 0 ? null : (
        <Form page={page} action={href(page, '/voices/naming')}>
          <SelectField name="namer" label={say('voice-naming.namer')} value={values['namer']} options={namers} problem={problem} />
          <TextField
            name="person"
            label={say('voice-naming.person')}
            hint={say('voice-naming.person.hint')}
            value={values['person']}
            required
            problem={problem}
          />
          <TextField
            name="languages"
            label={say('voice-naming.languages')}
            hint={say('voice-naming.languages.hint')}
            value={values['languages']}
            required
            problem={problem}
          />
          <TextField
            name="reach"
            label={say('intermediary.reach')}
            hint={say('voice-naming.reach.hint')}
            value={values['reach']}
            most={LONGEST.reach}
            required
            problem={problem}
          />
          <TextField name="termEnds" type="date" label={say('voice-naming.term')} value={values['termEnds']} required problem={problem} />
          <TextField
            name="mostOpen"
            type="number"
            label={say('voice-naming.ceiling')}
            value={values['mostOpen'] ?? String(MOST_OPEN.usual)}
            min={1}
            max={MOST_OPEN.most}
            problem={problem}
          />
          <button>{say('voice-naming.do')}</button>
        </Form>
      )}
    </Layout>
  )
}
