import { Form, LanguageField, ProblemNote, SelectField, TextArea, TextField, type Option } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Mandate, Relation } from '../queries/mandates.ts'
import { dayInWords, DayWords, Moment } from '../../../web/time.tsx'
import { Crumb, Lines } from '../../../web/parts.tsx'
import { DECIDED, LEAST, LONGEST_MANDATE, VOTE_DAYS } from '../rules.ts'
import { Done, Giver, Holder, type Values } from './pieces.tsx'

export type MandateProps = {
  readonly page: Page
  readonly of: Mandate
  readonly relation: Relation
  readonly sending: string
  readonly done: string | null
  readonly values: Values
  readonly problem?: Problem | undefined
}

/** Who speaks for whom, on what, and what came of it. */
export function MandatePage(props: MandateProps) {
  const { page, of, relation, problem } = props
  const { say } = page
  const part = (key: 'may-say' | 'may-not' | 'taking-back', text: string) => (
    <>
      <dt>{say(`mandate.${key}`)}</dt>
      <dd>
        <Lines text={text} language={of.language} />
      </dd>
    </>
  )
  return (
    <Layout page={page} title={of.subject} description={say('mandate.lead')}>
      <Crumb page={page} path="/voices">
        {say('voices.title')}
      </Crumb>
      <InLanguage as="h1" language={of.language}>
        {of.subject}
      </InLanguage>
      <Done page={page} done={props.done} />
      <ProblemNote page={page} problem={problem} />
      <p class={of.standing === 'holds' ? 'status' : 'status late'}>
        <strong>{say(`mandate.standing.${of.standing}`)}</strong>
      </p>
      <p>
        <Holder page={page} of={of} /> · {say('mandate.for')} <Giver page={page} of={of} />
      </p>
      <Vote {...props} />
      <dl>
        {part('may-say', of.maySay)}
        {part('may-not', of.mayNot)}
        <dt>{say('mandate.when')}</dt>
        <dd>{say('mandate.days-are', { from: dayInWords(page, of.startsOn), to: dayInWords(page, of.endsOn) })}</dd>
        {part('taking-back', of.takingBack)}
        <dt>{say('mandate.decided')}</dt>
        <dd>
          {say(`mandate.decided.${of.decidedHow}`)}
          {of.minutes === '' ? null : <Lines text={of.minutes} language={of.language} />}
        </dd>
        <dt>{say('mandate.feedback-on')}</dt>
        <dd>
          <DayWords page={page} day={of.feedbackOn} />
        </dd>
      </dl>
      <section>
        <h2>{say('mandate.words')}</h2>
        {of.words.length === 0 ? <p class="empty">{say('mandate.words.none')}</p> : null}
        <ul class="rows">
          {of.words.map(({ text, language, on }) => (
            <li>
              <p class="quiet">
                <DayWords page={page} day={on} />
              </p>
              <Lines text={text} language={language} />
            </li>
          ))}
        </ul>
        {relation.holder && ACCEPTED.includes(of.standing) ? (
          <Say {...props} deed="reports" label="mandate.report" most={LONGEST_MANDATE.report} />
        ) : null}
      </section>
      <Questions {...props} />
      <Deeds {...props} />
    </Layout>
  )
}

const ACCEPTED: readonly Mandate['standing'][] = ['to-come', 'holds', 'over', 'withdrawn']

/** What members are asked, or what they answered. */
function Vote({ page, of, relation }: MandateProps) {
  const { say } = page
  if (of.vote === null) return null
  const { endsAt, quorum } = of.vote
  const told = (key: 'for' | 'against', count: number | null) =>
    say(count === null ? `mandate.vote.${key}.few` : `mandate.vote.${key}`, { count: count ?? 0 })
  return (
    <section class="card">
      <h2>{say('mandate.vote')}</h2>
      <p>
        {say('mandate.vote.quorum', { count: quorum })} {say(of.standing === 'asked' ? 'mandate.vote.until' : 'mandate.vote.ended')}{' '}
        <Moment page={page} at={new Date(endsAt)} />
      </p>
      {of.standing === 'asked' ? (
        relation.member ? (
          <>
            <p>{say('mandate.vote.secret')}</p>
            <Form page={page} action={href(page, `${of.path}/ballot`)} label={say('mandate.vote')}>
              <p class="actions">
                <button name="given" value="yes">
                  {say('mandate.vote.yes')}
                </button>
                <button class="quiet" name="given" value="no">
                  {say('mandate.vote.no')}
                </button>
              </p>
            </Form>
          </>
        ) : null
      ) : (
        <p>
          <strong>{say(of.standing === 'not-given' ? 'mandate.vote.not-given' : 'mandate.vote.given')}</strong> {told('for', of.vote.for)}{' '}
          {told('against', of.vote.against)}
        </p>
      )}
    </section>
  )
}

type SayProps = MandateProps & { readonly deed: string; readonly label: 'mandate.report' | 'mandate.ask'; readonly most: number }

function Say({ page, of, sending, values, problem, deed, label, most }: SayProps) {
  const { say } = page
  return (
    <Form page={page} action={href(page, `${of.path}/${deed}`)}>
      <input type="hidden" name="sending" value={sending} />
      <TextArea name="text" id={deed} label={say(label)} value={values['text']} most={most} required problem={problem} />
      <LanguageField page={page} id={`${deed}-language`} label={say('voice.language')} />
      <button>{say(`${label}.do`)}</button>
    </Form>
  )
}

function Questions(props: MandateProps) {
  const { page, of, relation, problem } = props
  const { say } = page
  return (
    <section>
      <h2>{say('mandate.questions')}</h2>
      {of.questions.length === 0 ? <p class="empty">{say('mandate.questions.none')}</p> : null}
      <ul class="rows">
        {of.questions.map((one) => (
          <li>
            <Lines text={one.text} language={one.language} />
            {one.answer === null ? (
              <p class={one.late ? 'status late' : 'status'}>
                {say(one.late ? 'mandate.answer.late' : 'mandate.answer.by')} <DayWords page={page} day={one.answerBy} />
              </p>
            ) : (
              <blockquote>
                <p dir="auto">{one.answer}</p>
              </blockquote>
            )}
            {one.answer === null && relation.holder ? (
              <Form page={page} action={href(page, `${of.path}/questions/${one.id}`)}>
                <TextArea
                  name="answer"
                  id={`answer-${one.id}`}
                  label={say('mandate.answer')}
                  most={LONGEST_MANDATE.answer}
                  required
                  problem={problem}
                />
                <button>{say('mandate.answer.do')}</button>
              </Form>
            ) : null}
          </li>
        ))}
      </ul>
      {relation.member && of.standing === 'holds' ? (
        <Say {...props} deed="questions" label="mandate.ask" most={LONGEST_MANDATE.question} />
      ) : null}
    </section>
  )
}

function Deeds({ page, of, relation }: MandateProps) {
  const { say } = page
  const running = of.standing !== 'over' && of.standing !== 'withdrawn' && of.standing !== 'not-given'
  if (!running || !(relation.holder || relation.giver)) return null
  return (
    <section>
      <h2>{say('mandate.deeds')}</h2>
      {relation.holder && of.standing === 'offered' ? (
        <Form page={page} action={href(page, `${of.path}/acceptance`)}>
          <button>{say('mandate.accept')}</button>
        </Form>
      ) : null}
      <Form page={page} action={href(page, `${of.path}/withdrawal`)}>
        <button class="danger">{say(relation.giver ? 'mandate.withdraw' : 'mandate.give-back')}</button>
      </Form>
    </section>
  )
}

export type GiveProps = {
  readonly page: Page
  readonly givers: readonly Option[]
  readonly values: Values
  readonly problem?: Problem | undefined
}

export function GivePage({ page, givers, values, problem }: GiveProps) {
  const { say } = page
  const words = (name: string, label: string, hint?: string) => (
    <TextArea name={name} label={label} hint={hint} value={values[name]} most={LONGEST_MANDATE.words} required problem={problem} />
  )
  return (
    <Layout page={page} title={say('mandate.give')} index={false}>
      <Crumb page={page} path="/voices">
        {say('voices.title')}
      </Crumb>
      <h1>{say('mandate.give')}</h1>
      <p class="lead">{say('mandate.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      {givers.length === 0 ? (
        <p class="empty">{say('mandate.give.none')}</p>
      ) : (
        <Form page={page} action={href(page, '/voices/mandates')}>
          <SelectField name="giver" label={say('mandate.giver')} value={values['giver']} options={givers} problem={problem} />
          <TextField
            name="holder"
            label={say('mandate.holder')}
            hint={say('mandate.holder.hint')}
            value={values['holder']}
            required
            problem={problem}
          />
          <TextField
            name="subject"
            label={say('mandate.subject')}
            value={values['subject']}
            most={LONGEST_MANDATE.subject}
            required
            problem={problem}
          />
          {words('maySay', say('mandate.may-say'))}
          {words('mayNot', say('mandate.may-not'))}
          {words('takingBack', say('mandate.taking-back'))}
          <SelectField
            name="decidedHow"
            label={say('mandate.decided')}
            value={values['decidedHow']}
            options={DECIDED.map((how) => ({ value: how, label: say(`mandate.decided.${how}`) }))}
            problem={problem}
          />
          <fieldset class="field">
            <legend>{say('mandate.vote.asked')}</legend>
            <TextField
              name="voteDays"
              type="number"
              label={say('mandate.vote.days')}
              value={values['voteDays'] ?? String(VOTE_DAYS.usual)}
              min={VOTE_DAYS.least}
              max={VOTE_DAYS.most}
              problem={problem}
            />
            <TextField
              name="quorum"
              type="number"
              label={say('mandate.vote.least')}
              hint={say('mandate.vote.least.hint')}
              value={values['quorum'] ?? String(LEAST)}
              min={LEAST}
              problem={problem}
            />
          </fieldset>
          <TextArea
            name="minutes"
            label={say('mandate.minutes')}
            value={values['minutes']}
            most={LONGEST_MANDATE.minutes}
            problem={problem}
          />
          <LanguageField page={page} label={say('voice.language')} value={values['language']} problem={problem} />
          <TextField name="startsOn" type="date" label={say('mandate.starts')} value={values['startsOn']} required problem={problem} />
          <TextField name="endsOn" type="date" label={say('mandate.ends')} value={values['endsOn']} required problem={problem} />
          <TextField
            name="feedbackOn"
            type="date"
            label={say('mandate.feedback-on')}
            hint={say('mandate.feedback.hint')}
            value={values['feedbackOn']}
            required
            problem={problem}
          />
          <button>{say('mandate.give.do')}</button>
        </Form>
      )}
    </Layout>
  )
}
