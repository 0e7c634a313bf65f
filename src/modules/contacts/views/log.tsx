import { Form, ProblemNote, SelectField, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import { Crumb } from '../../../web/parts.tsx'
import type { OwnEntry } from '../queries/helped.ts'
import { ENTRY_DAYS, HELPED, MOST_HELPED } from '../rules.ts'
import type { Values } from './pieces.tsx'

type LogProps = {
  readonly page: Page
  readonly entries: readonly OwnEntry[]
  readonly sending: string
  readonly today: string
  readonly values: Values
  readonly problem: Problem | undefined
}

/** For whoever enters things for others: days, kinds and numbers, for nobody else's eyes. On paper the table alone. */
export function LogPage({ page, entries, sending, today, values, problem }: LogProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('helped.title')} index={false} styles={['kit.css']}>
      <div class="kit">
        <Crumb page={page} path="/contact/by-hand">
          {say('byhand.title')}
        </Crumb>
        <h1>{say('helped.title')}</h1>
        <p class="screen lead">{say('helped.lead', { days: ENTRY_DAYS })}</p>
        {entries.length === 0 ? <p class="empty">{say('helped.none')}</p> : <Lines page={page} entries={entries} />}
        <section class="screen">
          <h2>{say('helped.new')}</h2>
          <ProblemNote page={page} problem={problem} />
          <Form page={page} action={href(page, '/contact/by-hand/log')}>
            <input type="hidden" name="sending" value={sending} />
            <TextField name="day" type="date" label={say('helped.day')} value={values['day'] ?? today} required problem={problem} />
            <SelectField
              name="kind"
              label={say('helped.kind')}
              value={values['kind'] ?? HELPED[0]}
              options={HELPED.map((kind) => ({ value: kind, label: say(`helped.kind.${kind}`) }))}
              problem={problem}
            />
            <TextField
              name="number"
              type="number"
              label={say('helped.number')}
              hint={say('helped.number.hint')}
              value={values['number'] ?? '1'}
              min={1}
              max={MOST_HELPED.aTime}
              required
              problem={problem}
            />
            <button>{say('helped.do')}</button>
          </Form>
        </section>
      </div>
    </Layout>
  )
}

function Lines({ page, entries }: Pick<LogProps, 'page' | 'entries'>) {
  const { say } = page
  return (
    <section class="printed">
      <table class="lined">
        <thead>
          <tr>
            <th scope="col">{say('helped.day')}</th>
            <th scope="col">{say('helped.kind')}</th>
            <th scope="col">{say('helped.number')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map(({ id, day, kind, number }) => (
            <tr>
              <th scope="row">{dayInWords(page, day)}</th>
              <td>{say(`helped.kind.${kind}`)}</td>
              <td class="number">
                {say.number(number)}
                <Form page={page} class="screen" action={href(page, `/contact/by-hand/log/${id}/discarding`)}>
                  <button class="quiet">{say('helped.discard')}</button>
                </Form>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
