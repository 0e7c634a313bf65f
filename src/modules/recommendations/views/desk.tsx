import type { Child } from 'hono/jsx'
import type { Verdict } from '#base'
import { Form, SelectField, TextArea, TextField } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { isAddressed, type Undone } from '../policy.ts'
import type { Signed, Whole } from '../queries/read.ts'
import { isChanged, LEAST_QUORUM, pathOf } from '../rules.ts'
import { AmendedText, Words } from './contributions.tsx'
import { Crumb, StatusWords } from './pieces.tsx'
import { FormPage } from './plan-form.tsx'
import { SourceList } from './sources.tsx'
import { LanguageField, TextFields, type WordFormProps } from './word-forms.tsx'

/** The verdict of each deed of those who lead, as it would be judged now. */
export type Turns = Readonly<
  Record<'edit' | 'proposal' | 'ballot' | 'decision' | 'delivery' | 'answer' | 'withdrawal' | 'youth' | 'confirm' | 'translation', Verdict>
>

type Props = { readonly page: Page; readonly whole: Whole; readonly undone: Undone; readonly turns: Turns }

/** What is to be done now with one recommendation, for the rapporteur, the chair and the organisers: what waits first, then what can follow. */
export function DeskPage({ page, whole, undone, turns }: Props) {
  const { say } = page
  const { recommendation, wordings } = whole
  const wording = wordings.at(-1)
  if (wording === undefined) return null
  const path = pathOf(recommendation.id)
  return (
    <Layout page={page} title={say('recommendation.desk')} index={false}>
      <Crumb page={page} path={path} text={wording.title} language={wording.language} />
      <h1>{say('recommendation.desk')}</h1>
      <StatusWords page={page} status={whole.status} answerBy={recommendation.answerBy} />
      <Waiting page={page} whole={whole} undone={undone} />
      {turns.confirm.ok && whole.sources.some(isChanged) ? (
        <section>
          <h2>{say('recommendation.look')}</h2>
          <p>{say('recommendation.look.how')}</p>
          <SourceList page={page} sources={whole.sources.filter(isChanged)} />
          <Form page={page} action={href(page, `${path}/sources/confirmation`)}>
            <button>{say('recommendation.look.do')}</button>
          </Form>
        </section>
      ) : null}
      <section>
        <h2>{say('recommendation.turns')}</h2>
        <p class="actions">
          {TURNS.filter((noun) => turns[noun].ok).map((noun) => (
            <a class="button quiet" href={href(page, `${path}/${noun}`)}>
              {say(`recommendation.turn.${noun}`)}
            </a>
          ))}
        </p>
      </section>
    </Layout>
  )
}

const TURNS = ['edit', 'proposal', 'ballot', 'decision', 'delivery', 'answer', 'youth', 'translation', 'withdrawal'] as const

/** Nobody decides before each amendment was decided and each objection answered. */
function Waiting({ page, whole, undone }: Pick<Props, 'page' | 'whole' | 'undone'>) {
  const { say } = page
  const path = pathOf(whole.recommendation.id)
  const open = whole.contributions.filter(
    ({ sort, state, reply }) =>
      state === 'open' && ((sort === 'amendment' && whole.recommendation.state === 'proposed') || (sort === 'objection' && reply === null)),
  )
  const { recommendation } = whole
  const unaddressed = recommendation.state === 'draft' && !isAddressed(recommendation)
  if (open.length === 0 && undone.sources > 0 && !unaddressed) return null
  return (
    <section>
      <h2>{say('recommendation.waiting')}</h2>
      {undone.sources === 0 ? <p class="problem">{say('recommendation.no-source-left')}</p> : null}
      {unaddressed ? <p class="note">{say('recommendation.addressee-needed')}</p> : null}
      <ul class="rows">
        {open.map((one) => (
          <li>
            <Words page={page} one={one} linked={false} />
            <p>
              <a
                href={href(
                  page,
                  one.sort === 'amendment' ? `${path}/amendments/${one.id}/decision` : `${path}/contributions/${one.id}/reply`,
                )}
              >
                {say(one.sort === 'amendment' ? 'recommendation.turn.amendment' : 'recommendation.turn.reply')}
              </a>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

export function ProposalPage({ action, values, languages: _languages, ...framed }: WordFormProps) {
  const { page, problem } = framed
  const { say } = page
  return (
    <FormPage {...framed}>
      <p class="lead">{say('recommendation.proposal.lead')}</p>
      <Form page={page} action={href(page, action)}>
        <TextField
          name="amendmentsUntil"
          type="date"
          label={say('recommendation.amendments-until')}
          value={values['amendmentsUntil']}
          problem={problem}
          required
        />
        <SelectField
          name="rule"
          label={say('recommendation.proposal.rule')}
          hint={say('recommendation.proposal.rule.hint')}
          value={values['rule']}
          options={[
            { value: 'consent', label: say('recommendation.proposal.consent') },
            { value: 'vote', label: say('recommendation.proposal.vote') },
          ]}
          problem={problem}
        />
        <TextField
          name="quorum"
          type="number"
          min={LEAST_QUORUM}
          label={say('recommendation.proposal.quorum')}
          hint={say('recommendation.proposal.quorum.hint', { least: LEAST_QUORUM })}
          value={values['quorum']}
          problem={problem}
        />
        <button>{say('recommendation.turn.proposal')}</button>
      </Form>
    </FormPage>
  )
}

export function BallotPage({ action, values, languages: _languages, ...framed }: WordFormProps) {
  const { page, problem } = framed
  const { say } = page
  return (
    <FormPage {...framed}>
      <p class="lead">{say('recommendation.ballot.lead')}</p>
      <Form page={page} action={href(page, action)}>
        <TextField name="until" type="date" label={say('recommendation.ballot.day')} value={values['until']} problem={problem} required />
        <button>{say('recommendation.turn.ballot')}</button>
      </Form>
    </FormPage>
  )
}

export function DecisionPage({ action, values, languages, byVote, ...framed }: WordFormProps & { readonly byVote: boolean }) {
  const { page, problem } = framed
  const { say } = page
  return (
    <FormPage {...framed}>
      <p class="lead">{say(byVote ? 'recommendation.decide.by-vote' : 'recommendation.decide.by-consent')}</p>
      <Form page={page} action={href(page, action)}>
        {byVote ? null : (
          <SelectField
            name="adopted"
            label={say('recommendation.decision')}
            value={values['adopted']}
            options={[
              { value: 'yes', label: say('recommendation.decide.adopted') },
              { value: 'no', label: say('recommendation.decide.not-adopted') },
            ]}
            problem={problem}
          />
        )}
        <ReasonFields page={page} values={values} problem={problem} languages={languages} />
        <button>{say('recommendation.turn.decision')}</button>
      </Form>
    </FormPage>
  )
}

type ReasonProps = Pick<WordFormProps, 'page' | 'values' | 'problem' | 'languages'> & { readonly label?: string | undefined }

function ReasonFields({ page, values, problem, languages, label = page.say('recommendation.field.reason') }: ReasonProps) {
  return (
    <>
      <TextArea name="text" label={label} value={values['text']} problem={problem} required />
      <LanguageField page={page} values={values} problem={problem} languages={languages} />
    </>
  )
}

export function DeliveryPage({ action, values, languages, outside, ...framed }: WordFormProps & { readonly outside: boolean }) {
  const { page, problem } = framed
  const { say } = page
  return (
    <FormPage {...framed}>
      <p class="lead">{say(outside ? 'recommendation.deliver.outside' : 'recommendation.deliver.body')}</p>
      <Form page={page} action={href(page, action)}>
        <TextArea name="how" label={say('recommendation.deliver.how')} value={values['how']} problem={problem} required={outside} />
        <LanguageField page={page} values={values} problem={problem} languages={languages} />
        <TextField
          name="answerBy"
          type="date"
          label={say('recommendation.answer-day')}
          value={values['answerBy']}
          problem={problem}
          required
        />
        <button>{say('recommendation.turn.delivery')}</button>
      </Form>
    </FormPage>
  )
}

export function ReasonPage({
  action,
  values,
  languages,
  lead,
  label,
  button,
  above,
  ...framed
}: WordFormProps & { readonly lead: string; readonly label?: string; readonly button: string; readonly above?: Child }) {
  const { page, problem } = framed
  return (
    <FormPage {...framed}>
      <p class="lead">{lead}</p>
      {above}
      <Form page={page} action={href(page, action)}>
        <ReasonFields page={page} values={values} problem={problem} languages={languages} label={label} />
        <button>{button}</button>
      </Form>
    </FormPage>
  )
}

type AmendmentProps = WordFormProps & { readonly whole: Whole; readonly amendment: Signed }

export function AmendmentDecisionPage({ action, values, languages, whole, amendment, ...framed }: AmendmentProps) {
  const { page, problem } = framed
  const { say } = page
  const wording = whole.wordings.at(-1)
  const options = (['accepted', 'merged', 'rejected'] as const).map((value) => ({
    value,
    label: say('recommendation.amend.decide', { decision: value }),
  }))
  return (
    <FormPage {...framed}>
      <AmendedText page={page} one={amendment} wordings={whole.wordings} />
      <Words page={page} one={amendment} linked={false} />
      {amendment.onVersion === wording?.version ? null : <p class="note">{say('recommendation.base-moved')}</p>}
      <Form page={page} action={href(page, action)}>
        <SelectField
          name="decision"
          label={say('recommendation.decision')}
          value={values['decision']}
          options={options}
          problem={problem}
        />
        <ReasonFields page={page} values={values} problem={problem} languages={languages} />
        <details open={values['decision'] === 'merged'}>
          <summary>{say('recommendation.amend.merged')}</summary>
          <p class="hint">{say('recommendation.amend.merged.hint')}</p>
          <TextFields page={page} values={values} problem={problem} language={wording?.language ?? 'und'} />
        </details>
        <button>{say('recommendation.turn.amendment')}</button>
      </Form>
    </FormPage>
  )
}

/** What somebody wrote, by itself: to report it, or, for its author, to change it or take it back. */
export function ContributionPage(props: {
  page: Page
  whole: Whole
  one: Signed
  mine: boolean
  mayTakeBack: boolean
  /** The reader leads the session: what is open leads to where it is decided or answered. */
  leads: boolean
  sections: readonly Child[]
}) {
  const { page, whole, one, mine, mayTakeBack, leads, sections } = props
  const { say } = page
  const title = whole.wordings.at(-1)
  const path = pathOf(whole.recommendation.id)
  if (title === undefined) return null
  return (
    <Layout page={page} title={say('recommendation.sort.one', { sort: one.sort })} index={false}>
      <Crumb page={page} path={path} text={title.title} language={title.language} />
      <h1>{say('recommendation.sort.one', { sort: one.sort })}</h1>
      {one.hiddenFor === null ? null : <p class="problem">{say('recommendation.hidden')}</p>}
      {one.sort === 'amendment' ? <p class="status">{say('recommendation.amendment-state', { state: one.state })}</p> : null}
      <AmendedText page={page} one={one} wordings={whole.wordings} />
      <Words page={page} one={one} linked={false} />
      {one.reply === null ? null : (
        <InLanguage as="blockquote" language={one.reply.language}>
          {one.reply.text}
        </InLanguage>
      )}
      {leads && one.state === 'open' ? (
        <p>
          <a href={href(page, `${path}/desk`)}>{say('recommendation.desk')}</a>
        </p>
      ) : null}
      {mine && mayTakeBack ? (
        <Form page={page} action={href(page, `${path}/contributions/${one.id}/withdrawal`)}>
          <p>{say('recommendation.take-back.what')}</p>
          <button class="danger">{say('recommendation.take-back')}</button>
        </Form>
      ) : null}
      {[...sections]}
    </Layout>
  )
}
