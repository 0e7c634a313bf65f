import type { Child } from 'hono/jsx'
import { Form, ProblemNote, SelectField, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { GCM, SDGS } from '../rules.ts'
import type { Offered, Workbench } from '../queries/workbench.ts'
import { Crumb } from './pieces.tsx'
import { AgreementInShort, SourceWords, UsedIn } from './sources.tsx'

/** What a form of a recommendation holds, as it is written in its fields. */
export type PlanValues = {
  readonly title: string
  readonly text: string
  readonly call: string
  readonly language: string
  readonly question: string
  readonly addresseeBody: string
  readonly addresseeName: string
  readonly actBy: string
  readonly answerBy: string
  readonly sdgs: readonly string[]
  readonly gcm: readonly string[]
  /** By `keyOf`. */
  readonly sources: readonly string[]
}

export type Framed = {
  readonly page: Page
  readonly back: { readonly path: string; readonly text: string; readonly language: string }
  readonly heading: string
  readonly problem: Problem | undefined
  readonly children?: Child
}

/** The frame of every form here: the way back, one heading, what went wrong. */
export function FormPage({ page, back, heading, problem, children }: Framed) {
  return (
    <Layout page={page} title={heading} index={false}>
      <Crumb page={page} {...back} />
      <h1>{heading}</h1>
      <ProblemNote page={page} problem={problem} />
      {children}
    </Layout>
  )
}

type Props = Omit<Framed, 'children'> & {
  readonly action: string
  readonly values: PlanValues
  readonly bench: Workbench
  readonly bodies: readonly { readonly id: string; readonly name: string }[]
  readonly languages: readonly string[]
  /** Travels with the form: an id that forbids a second row, or the version that was read. */
  readonly hidden: Readonly<Record<string, string>>
  readonly button: string
  readonly above?: Child
}

export function PlanPage({ action, values, bench, bodies, languages, hidden, button, above, ...framed }: Props) {
  const { page, problem } = framed
  return (
    <FormPage {...framed}>
      {above}
      <Form page={page} action={href(page, action)}>
        {Object.entries(hidden).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <SourcePicks page={page} bench={bench} chosen={values.sources} problem={problem} />
        <WordFields page={page} values={values} languages={languages} problem={problem} />
        <PlanFields page={page} values={values} bench={bench} bodies={bodies} problem={problem} />
        <button>{button}</button>
      </Form>
    </FormPage>
  )
}

type FieldsProps = { readonly page: Page; readonly values: PlanValues; readonly problem: Problem | undefined }

function WordFields({ page: { say }, values, problem, languages }: FieldsProps & { languages: readonly string[] }) {
  return (
    <>
      <SelectField
        name="language"
        label={say('recommendation.field.language')}
        value={values.language}
        options={languages.map((value) => ({ value, label: say.language(value) }))}
        problem={problem}
      />
      <TextField name="title" label={say('recommendation.field.title')} value={values.title} most={240} problem={problem} required />
      <TextArea
        name="text"
        label={say('recommendation.field.text')}
        hint={say('recommendation.field.text.hint')}
        value={values.text}
        rows={8}
        problem={problem}
        required
      />
      <TextArea
        name="call"
        label={say('recommendation.call')}
        hint={say('recommendation.field.call.hint')}
        value={values.call}
        rows={2}
        problem={problem}
      />
      <TextField name="actBy" type="date" label={say('recommendation.field.act-by')} value={values.actBy} problem={problem} />
    </>
  )
}

function PlanFields({ page, values, bench, bodies, problem }: FieldsProps & Pick<Props, 'bench' | 'bodies'>) {
  const { say } = page
  const none = { value: '', label: say('recommendation.none') }
  return (
    <>
      <SelectField
        name="question"
        label={say('recommendation.field.question')}
        value={values.question}
        options={[none, ...bench.questions.map(({ number, text }) => ({ value: String(number), label: `${number}. ${text}` }))]}
        problem={problem}
      />
      <SelectField
        name="addresseeBody"
        label={say('recommendation.field.body')}
        value={values.addresseeBody}
        options={[none, ...bodies.map(({ id, name }) => ({ value: id, label: name }))]}
        problem={problem}
      />
      <TextField
        name="addresseeName"
        label={say('recommendation.field.outside')}
        hint={say('recommendation.field.outside.hint')}
        value={values.addresseeName}
        most={240}
        problem={problem}
      />
      <TextField name="answerBy" type="date" label={say('recommendation.answer-day')} value={values.answerBy} problem={problem} required />
      <GoalPicks page={page} name="sdgs" goals={SDGS} chosen={values.sdgs} />
      <GoalPicks page={page} name="gcm" goals={GCM} chosen={values.gcm} />
    </>
  )
}

function GoalPicks({
  page: { say },
  name,
  goals,
  chosen,
}: {
  page: Page
  name: 'sdgs' | 'gcm'
  goals: readonly number[]
  chosen: readonly string[]
}) {
  const titles = name === 'sdgs' ? (goal: number) => say(`sdg.${goal}`) : (goal: number) => say(`recommendation.gcm.${goal}`)
  return (
    <details open={chosen.length > 0}>
      <summary>{say(name === 'sdgs' ? 'recommendation.sdgs' : 'recommendation.gcms')}</summary>
      <fieldset>
        <legend class="aloud">{say(name === 'sdgs' ? 'recommendation.sdgs' : 'recommendation.gcms')}</legend>
        {goals.map((goal) => (
          <label class="choice">
            <input type="checkbox" name={name} value={String(goal)} checked={chosen.includes(String(goal))} />
            <span>
              {goal}. {titles(goal)}
            </span>
          </label>
        ))}
      </fieldset>
    </details>
  )
}

type PicksProps = { page: Page; bench: Workbench; chosen: readonly string[]; problem: Problem | undefined }

/** By guiding question; those that are filed under none come last. */
function SourcePicks({ page, bench: { offered, questions }, chosen, problem }: PicksProps) {
  const { say } = page
  const fault = problem?.fields.get('sources')
  const groups = [
    ...questions.map(({ number, text, language }) => ({
      heading: (
        <>
          {say('recommendation.question', { number })} <InLanguage language={language}>{text}</InLanguage>
        </>
      ),
      sources: offered.filter(({ question }) => question === number),
    })),
    {
      heading: <>{say('recommendation.unfiled')}</>,
      sources: offered.filter(({ question }) => !questions.some(({ number }) => number === question)),
    },
  ]
  return (
    <div class={fault === undefined ? 'field' : 'field faulty'} id="field-sources" tabindex={-1}>
      <h2>{say('recommendation.sources')}</h2>
      <p class="hint">{say('recommendation.pick.hint')}</p>
      {fault === undefined ? null : <p class="fault">{fault}</p>}
      {offered.length === 0 ? <p class="empty">{say('recommendation.pick.none')}</p> : null}
      {groups
        .filter(({ sources }) => sources.length > 0)
        .map(({ heading, sources }, index) => (
          <details open={index === 0 || sources.some((one) => chosen.includes(one.key))}>
            <summary>
              <span>
                {heading} <span class="quiet">({say.number(sources.length)})</span>
              </span>
            </summary>
            {sources.map((source) => (
              <Pick page={page} source={source} chosen={chosen.includes(source.key)} />
            ))}
          </details>
        ))}
    </div>
  )
}

function Pick({ page, source, chosen }: { page: Page; source: Offered; chosen: boolean }) {
  return (
    <label class="choice">
      <input type="checkbox" name="sources" value={source.key} checked={chosen} />
      <span>
        <SourceWords page={page} source={source} />
        <AgreementInShort page={page} source={source} />
        <UsedIn page={page} source={source} />
      </span>
    </label>
  )
}
