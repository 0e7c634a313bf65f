import { raw } from 'hono/html'
import { Checkbox, Form, languageOptions, ProblemNote, SelectField, TextArea, TextField } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { renderMarkdown } from '../../../web/markdown.ts'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import { Crumb } from '../../../web/parts.tsx'
import type { Decision, WholeDate } from '../queries/whole-event.ts'
import { LONGEST, pathOf } from '../rules.ts'
import type { Filled } from './props.ts'

/** Minutes and what was decided. */
export function Afterwards({ page, whole }: { page: Page; whole: WholeDate }) {
  const { say } = page
  const { minutes, decisions, names, row, date, mayHold } = whole
  return (
    <>
      {minutes.map((one) => (
        <section>
          <h2>{say('event.minutes')}</h2>
          <p class="quiet">
            {one.state === 'draft' ? `${say('event.state.draft')} · ` : null}
            {say('event.minutes.version', {
              number: one.version,
              day: say.day(one.written_at, row.zone),
              language: say.language(one.language),
            })}
            {names.has(one.by_ref ?? '') ? (
              <>
                {' '}
                · <bdi>{names.get(one.by_ref ?? '')?.name}</bdi>
              </>
            ) : null}
          </p>
          <InLanguage as="div" language={one.language}>
            {raw(renderMarkdown(one.text))}
          </InLanguage>
        </section>
      ))}
      {decisions.length === 0 ? null : (
        <section id="decisions">
          <h2>{say('event.decisions')}</h2>
          <DecisionRows page={page} decisions={decisions} at={mayHold ? pathOf(row.id, date.slot) : null} />
        </section>
      )}
    </>
  )
}

type RowsProps = { page: Page; decisions: readonly Decision[]; at: string | null }

export function DecisionRows({ page, decisions, at }: RowsProps) {
  const { say } = page
  return (
    <ul class="rows">
      {decisions.map((one) => (
        <li>
          <InLanguage as="p" language={one.language}>
            {`${one.number}. ${one.text}`}
          </InLanguage>
          <p class={one.state === 'late' ? 'status late' : 'status'}>
            <strong>{say(`event.decision.${one.state}`)}</strong>{' '}
            {one.done_on === null
              ? say('event.decision.who', { who: `\u2068${one.who}\u2069`, day: dayInWords(page, one.due_on) })
              : say('event.decision.done-on', { who: `\u2068${one.who}\u2069`, day: dayInWords(page, one.done_on) })}
          </p>
          {at === null ? null : (
            <Form
              page={page}
              action={href(page, `${at}/decisions/${one.number}`)}
              label={say('event.decision.settle', { number: one.number })}
            >
              <input type="hidden" name="done" value={one.done_on === null ? 'yes' : 'no'} />
              <button class="quiet">{say(one.done_on === null ? 'event.decision.do' : 'event.decision.undo')}</button>
            </Form>
          )}
        </li>
      ))}
    </ul>
  )
}

type WriteProps = { page: Page; whole: WholeDate; minutes: Filled; decision: Filled }

export function WriteAfterwardsPage({ page, whole, minutes, decision }: WriteProps) {
  const { say } = page
  const at = pathOf(whole.row.id, whole.date.slot)
  const last = whole.minutes[0]
  const values = minutes.values ?? { text: last?.text ?? '', language: last?.language ?? whole.text.language }
  const options = languageOptions(page, [whole.text.language])
  return (
    <Layout page={page} title={say('event.minutes.write')} index={false}>
      <Crumb page={page} path={at}>
        <InLanguage language={whole.text.language}>{whole.text.title}</InLanguage>
      </Crumb>
      <h1>{say('event.minutes.write')}</h1>
      <ProblemNote page={page} problem={minutes.problem} />
      <Form page={page} action={href(page, `${at}/minutes`)} label={say('event.minutes')}>
        <TextArea
          name="text"
          label={say('event.minutes.text')}
          hint={say('event.minutes.hint')}
          rows={14}
          value={values['text']}
          most={LONGEST.minutes}
          required
          problem={minutes.problem}
        />
        <SelectField
          name="language"
          id="minutes-language"
          label={say('event.language')}
          value={values['language']}
          options={options}
          problem={minutes.problem}
        />
        <Checkbox
          name="publish"
          label={say('event.minutes.publish')}
          hint={say('event.minutes.publish.hint')}
          checked={values['publish'] !== undefined}
        />
        <button>{say('event.save')}</button>
      </Form>
      <section id="decision">
        <h2>{say('event.decisions')}</h2>
        <DecisionRows page={page} decisions={whole.decisions} at={at} />
        <ProblemNote page={page} problem={decision.problem} />
        <Form page={page} action={href(page, `${at}/decisions`)} label={say('event.decision.add')}>
          <TextField
            name="text"
            id="decision-text"
            label={say('event.decision')}
            value={decision.values?.['text']}
            most={LONGEST.decision}
            required
            problem={decision.problem}
          />
          <TextField
            name="who"
            label={say('event.decision.whose')}
            value={decision.values?.['who']}
            most={LONGEST.who}
            required
            problem={decision.problem}
          />
          <TextField
            name="dueOn"
            type="date"
            label={say('event.decision.due')}
            value={decision.values?.['dueOn']}
            required
            problem={decision.problem}
          />
          <SelectField
            name="language"
            label={say('event.language')}
            value={decision.values?.['language'] ?? whole.text.language}
            options={options}
            problem={decision.problem}
          />
          <button>{say('event.decision.add')}</button>
        </Form>
      </section>
    </Layout>
  )
}
