import type { Child } from 'hono/jsx'
import { Checkbox, CheckboxField, Form, ProblemNote, RadioField, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { OwnName } from '../../people/index.ts'
import type { Question } from '../queries/requests.ts'
import type { SeenCommunity } from '../queries/seen-community.ts'
import { DECIDE_DAYS, LONGEST, RULES, VOUCH_DAYS } from '../rules.ts'
import { Crumb, type Values } from './pieces.tsx'

type FormProps = {
  readonly page: Page
  readonly identities: readonly OwnName[]
  readonly values: Values
  readonly joining: Child
  readonly problem?: Problem | undefined
}

/** `amongAdults`: the reader said that they are under 18, and it is no space for the young. */
type Guarded = { readonly asked: boolean; readonly age: number | null; readonly amongAdults: boolean }

export type JoinProps = FormProps & {
  readonly community: SeenCommunity
  readonly questions: readonly Question[]
  readonly guardian: Guarded
}

/** By which name, what others will see of it, and what is asked; in one form, so that nothing gets lost. */
export function JoinPage(props: JoinProps) {
  const { page, community, questions, problem } = props
  const { say } = page
  const asks = community.access === 'request'
  const title = say(asks ? 'communities.ask' : 'communities.join')
  return (
    <Layout page={page} title={title} index={false}>
      <Crumb page={page} community={community} />
      <h1>{title}</h1>
      <p class="lead">{asks ? say('communities.ask.lead', { days: DECIDE_DAYS }) : say('communities.join.lead')}</p>
      {page.actor.account === null ? (
        <SignIn page={page} then={`${community.path}/join`} />
      ) : (
        <>
          <ProblemNote page={page} problem={problem} />
          <Form page={page} action={href(page, `${community.path}/join`)}>
            <ByWhichName {...props} everybody={community.readable === 'everybody'} />
            {questions.map(({ language, text }, at) => (
              <TextArea
                name={`answer-${at}`}
                label={<InLanguage language={language}>{text}</InLanguage>}
                lang={language}
                value={props.values[`answer-${at}`]}
                rows={3}
                most={LONGEST.answer}
                required
                problem={problem}
              />
            ))}
            {questions.length === 0 ? null : <p class="quiet">{say('communities.answers.who-reads')}</p>}
            <Guardian {...props} />
            {community.vouching ? <p>{say('communities.vouching.after', { days: VOUCH_DAYS })}</p> : null}
            {props.joining}
            <button>{title}</button>
          </Form>
        </>
      )}
    </Layout>
  )
}

function SignIn({ page, then }: { page: Page; then: string }) {
  const { say } = page
  return (
    <div class="empty">
      <p>{say('communities.join.sign-in')}</p>
      <p class="actions">
        <a class="button" href={href(page, `/sign-in?then=${encodeURIComponent(then)}`)}>
          {say('sign-in.do')}
        </a>
      </p>
    </div>
  )
}

function Guardian({ page, guardian, values }: Pick<JoinProps, 'page' | 'guardian' | 'values'>) {
  const { say } = page
  return (
    <>
      {guardian.age === null ? null : <p>{say('communities.youth.from-age', { age: guardian.age })}</p>}
      {guardian.amongAdults ? <p class="note">{say('communities.among-adults')}</p> : null}
      {guardian.asked ? (
        <Checkbox
          name="guardian"
          label={say('communities.guardian.yes')}
          hint={say('communities.guardian.what')}
          checked={values['guardian'] === 'on'}
        />
      ) : null}
    </>
  )
}

type GroundRulesProps = { readonly page: Page; readonly path: string | null; readonly problem: Problem | undefined }

/** Of one without a charter: what holds everywhere, and who decides. No path: a link of an invitation does not say what it leads to. */
export function GroundRules({ page, path, problem }: GroundRulesProps) {
  const { say } = page
  return (
    <section>
      <h2>{say('communities.ground-rules')}</h2>
      <ul>
        {RULES.map((rule) => (
          <li>{say(`community-rule.${rule}`)}</li>
        ))}
      </ul>
      {path === null ? null : (
        <p>
          <a href={href(page, `${path}/governance`)}>{say('communities.governance')}</a>
        </p>
      )}
      <CheckboxField
        name="accepted"
        label={say('communities.ground-rules.accept')}
        hint={say('communities.ground-rules.what')}
        options={[{ value: 'on', label: say('communities.ground-rules.yes') }]}
        chosen={[]}
        problem={problem}
      />
    </section>
  )
}

const NEW = 'new'

function ByWhichName({ page, identities, values, problem, everybody }: FormProps & { everybody: boolean }) {
  const { say } = page
  const acting = identities.find((one) => one.acting)?.person
  return (
    <>
      <RadioField
        name="as"
        label={say('communities.by-which-name')}
        hint={say(everybody ? 'communities.by-which-name.open' : 'communities.by-which-name.closed')}
        value={values['as'] ?? acting}
        options={[
          ...identities.map(({ person, name, acting: own }) => ({
            value: person,
            label: name,
            ...(own ? { hint: say('communities.acting-now') } : {}),
          })),
          ...(identities.length < 5 ? [{ value: NEW, label: say('communities.new-name'), hint: say('communities.new-name.what') }] : []),
        ]}
        problem={problem}
      />
      {identities.length < 5 ? (
        <TextField
          name="name"
          label={say('communities.new-name.field')}
          value={values['name']}
          most={60}
          autocomplete="off"
          problem={problem}
        />
      ) : null}
    </>
  )
}

export type InvitationProps = FormProps & {
  readonly token: string
  /** Chosen by whoever invites; null: the reader is not signed in, or the link does not hold. */
  readonly sentence: string | null
  readonly vouching: boolean
  readonly guardian: Guarded
}

/** Says nothing of what it leads to but the sentence of whoever invites. */
export function InvitationPage(props: InvitationProps) {
  const { page, token, sentence, problem } = props
  const { say } = page
  const path = `/community-invitations/${token}`
  return (
    <Layout page={page} title={say('communities.invitation')} index={false}>
      <h1>{say('communities.invitation')}</h1>
      {page.actor.account === null ? (
        <SignIn page={page} then={path} />
      ) : sentence === null ? (
        <p class="empty">{say('community.invitation-missing')}</p>
      ) : (
        <>
          <blockquote dir="auto">{sentence}</blockquote>
          <p class="lead">{say('communities.invitation.lead')}</p>
          <ProblemNote page={page} problem={problem} />
          <Form page={page} action={href(page, path)}>
            <ByWhichName {...props} everybody={false} />
            <Guardian {...props} />
            {props.vouching ? <p>{say('communities.vouching.after', { days: VOUCH_DAYS })}</p> : null}
            {props.joining}
            <button>{say('communities.invitation.accept')}</button>
          </Form>
        </>
      )}
    </Layout>
  )
}

/** Whoever came in by another of their names goes on as that one. */
export function EnteredPage({
  page,
  name,
  person,
  path,
  asked,
}: {
  page: Page
  name: string
  person: string
  path: string
  asked: boolean
}) {
  const { say } = page
  return (
    <Layout page={page} title={say(asked ? 'communities.asked' : 'communities.entered')} index={false}>
      <h1>{say(asked ? 'communities.asked' : 'communities.entered')}</h1>
      <p class="lead">
        {say('communities.entered.as')} <bdi>{name}</bdi>
      </p>
      <p>{say('communities.entered.switch')}</p>
      <Form page={page} action={href(page, `/me/identities/${person}/acting`)}>
        <input type="hidden" name="then" value={path} />
        <button>{say('communities.entered.do')}</button>
      </Form>
    </Layout>
  )
}

export type LeaveProps = {
  readonly page: Page
  readonly community: SeenCommunity
  /** Held with others, and left with it: those of the acting name, and whether there is one of another name. */
  readonly also: { readonly named: readonly SeenCommunity[]; readonly another: boolean }
  readonly problem?: Problem | undefined
}

export function LeavePage({ page, community, also, problem }: LeaveProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('communities.leave')} index={false}>
      <Crumb page={page} community={community} />
      <h1>{say('communities.leave')}</h1>
      <p class="lead">{say('communities.leave.lead')}</p>
      {also.named.length === 0 ? null : (
        <div class="note">
          <p>{say('communities.leave.also')}</p>
          <ul>
            {also.named.map(({ path, name, language }) => (
              <li>
                <a href={href(page, path)}>
                  <InLanguage language={language}>{name}</InLanguage>
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
      {also.another ? <p class="note">{say('communities.leave.also-another')}</p> : null}
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, `${community.path}/leave`)}>
        <RadioField
          name="posts"
          label={say('communities.leave.posts')}
          value="keep"
          options={[
            { value: 'keep', label: say('communities.leave.keep') },
            { value: 'erase', label: say('communities.leave.erase') },
          ]}
        />
        <button class="danger">{say('communities.leave')}</button>
      </Form>
    </Layout>
  )
}

type SettingsProps = {
  readonly page: Page
  readonly community: SeenCommunity
  readonly settings: { readonly listed: boolean; readonly tellBack: boolean }
  readonly done: boolean
}

export function SettingsPage({ page, community, settings, done }: SettingsProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('communities.settings')} index={false}>
      <Crumb page={page} community={community} />
      <h1>{say('communities.settings')}</h1>
      {done ? (
        <p class="done" role="status">
          {say('communities.kept')}
        </p>
      ) : null}
      <p class="lead">
        {say('communities.settings.as')} <bdi>{page.personName ?? ''}</bdi>
      </p>
      <Form page={page} action={href(page, `${community.path}/settings`)}>
        <Checkbox name="listed" label={say('communities.listed')} hint={say('communities.listed.what')} checked={settings.listed} />
        <Checkbox
          name="tellBack"
          label={say('communities.tell-back')}
          hint={say('communities.tell-back.what')}
          checked={settings.tellBack}
        />
        <button>{say('communities.keep')}</button>
      </Form>
      <p>
        <a href={href(page, `${community.path}/leave`)}>{say('communities.leave')}</a>
      </p>
    </Layout>
  )
}
