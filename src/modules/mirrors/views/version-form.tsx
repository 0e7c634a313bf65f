import { CheckboxField, Form, ProblemNote, RadioField, SelectField, TextArea, TextField } from '../../../web/fields.tsx'
import { Layout } from '../../../web/layout.tsx'
import type { Page } from '../../../web/page.ts'
import type { SeenCommunity } from '../../communities/index.ts'
import type { Other, Version } from '../queries/shapes.ts'
import { ANSWER_DAYS, inTurns, LONGEST } from '../rules.ts'
import { DUE, READABLE } from '../tables.ts'
import { Crumb, Named, Words, type Filled, type Values } from './pieces.tsx'

export type VersionFormProps = {
  readonly page: Page
  readonly community: SeenCommunity
  readonly other: Other
  /** Which languages can be chosen. */
  readonly offered: readonly string[]
  /** What holds, or waits, now; null: nothing yet. */
  readonly last: Version | null
  readonly action: string
  readonly sending: string
  readonly filled: Filled | null
}

/** What both have to agree on: proposed for the first time, or changed. */
export function VersionPage(props: VersionFormProps) {
  const { page, community, other, last } = props
  const { say } = page
  const title = say(last === null ? 'mirrors.propose' : 'mirrors.change')
  const two = inTurns<Other>(
    [{ id: community.id, path: community.path, name: community.name, language: community.language }, other],
    page.now,
  )
  return (
    <Layout page={page} title={title} index={false}>
      <Crumb page={page} community={community} />
      <h1>{title}</h1>
      <p class="lead">
        <Named page={page} of={two[0]} /> · <Named page={page} of={two[1]} />
      </p>
      <p>{say(last === null ? 'mirrors.propose.lead' : 'mirrors.change.lead', { days: ANSWER_DAYS })}</p>
      {last === null ? <p class="quiet">{say('mirrors.propose.hidden')}</p> : null}
      <Fields {...props} />
    </Layout>
  )
}

/** As it was sent; else as the last version has it. */
export function valuesFrom(last: Version | null): Values {
  if (last === null) return {}
  const texts = last.texts.flatMap(({ language, name, sentence, rules }) => [
    [`name-${language}`, name] as const,
    [`sentence-${language}`, sentence] as const,
    [`rules-${language}`, rules] as const,
  ])
  const original = last.texts.find((text) => text.original)?.language ?? ''
  return { ...Object.fromEntries(texts), original, readable: last.readable, due: last.due, dueOn: last.dueOn }
}

function Fields({ page, community, other, offered, last, action, sending, filled }: VersionFormProps) {
  const { say } = page
  const values = filled?.values ?? valuesFrom(last)
  const problem = filled?.problem
  const languages = offered.map((value) => ({ value, label: say.language(value) }))
  return (
    <>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={action}>
        <input type="hidden" name="sending" value={values['sending'] ?? sending} />
        {last === null ? <input type="hidden" name="other" value={other.path} /> : null}
        <CheckboxField
          name="languages"
          label={say('mirrors.languages')}
          hint={say('mirrors.languages.hint')}
          options={languages}
          chosen={filled?.languages ?? last?.languages ?? offered}
          problem={problem}
        />
        {offered.map((language) => (
          <Text {...{ page, language, values, filled }} />
        ))}
        <SelectField
          name="original"
          label={say('mirrors.original.which')}
          value={values['original'] ?? say.locale}
          options={languages}
          problem={problem}
        />
        <RadioField
          name="readable"
          label={say('mirrors.readable')}
          hint={say('mirrors.readable.hint')}
          value={values['readable'] ?? 'members'}
          options={READABLE.map((value) => ({ value, label: say(`mirrors.readable.${value}`) }))}
          problem={problem}
        />
        <RadioField
          name="due"
          label={say('mirrors.due')}
          value={values['due'] ?? 'review'}
          options={DUE.map((value) => ({ value, label: say(`mirrors.due.${value}.what`) }))}
          problem={problem}
        />
        <TextField name="dueOn" type="date" label={say('mirrors.due-on')} value={values['dueOn']} required problem={problem} />
        {last === null ? null : (
          <Words page={page} name="why" id="why" label={say('mirrors.why')} languages={community.languages} filled={filled} />
        )}
        <button>{say(last === null ? 'mirrors.propose.send' : 'mirrors.change.send')}</button>
      </Form>
    </>
  )
}

type TextProps = { readonly page: Page; readonly language: string; readonly values: Values; readonly filled: Filled | null }

/** One language: left empty, it is missing, and the other side can write it. */
function Text({ page, language, values, filled }: TextProps) {
  const { say } = page
  const problem = filled?.problem
  const named = say.language(language)
  return (
    <section class="card">
      <h2>{named}</h2>
      <TextField
        name={`name-${language}`}
        label={say('mirrors.name')}
        value={values[`name-${language}`]}
        most={LONGEST.name}
        lang={language}
        problem={problem}
      />
      <TextArea
        name={`sentence-${language}`}
        label={say('mirrors.sentence')}
        value={values[`sentence-${language}`]}
        rows={2}
        most={LONGEST.sentence}
        lang={language}
        problem={problem}
      />
      <TextArea
        name={`rules-${language}`}
        label={say('mirrors.rules')}
        hint={say('mirrors.rules.hint')}
        value={values[`rules-${language}`]}
        rows={6}
        most={LONGEST.rules}
        lang={language}
        problem={problem}
      />
    </section>
  )
}
