import { Form, LanguageField, ProblemNote, RadioField, TextArea } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import { Paragraphs } from '../../../web/parts.tsx'
import type { Proposal } from '../queries/proposals.ts'
import type { SeenCommunity } from '../queries/seen-community.ts'
import { ANSWER_DAYS, AWAY_DAYS, LONGEST } from '../rules.ts'
import { OUTCOMES, PROPOSALS } from '../tables.ts'
import { Crumb, type Values } from './pieces.tsx'

export type GovernanceProps = {
  readonly page: Page
  readonly community: SeenCommunity
  /** For members; null: the reader is none. */
  readonly proposals: readonly Proposal[] | null
  readonly names: ReadonlyMap<string, string>
  readonly sending: string
  readonly values: Values
  readonly problem?: Problem | undefined
}

/** Who decides here, and how members change it. */
export function GovernancePage(props: GovernanceProps) {
  const { page, community, proposals, problem } = props
  const { say } = page
  return (
    <Layout page={page} title={say('communities.governance')} index={false}>
      <Crumb page={page} community={community} />
      <h1>{say('communities.governance')}</h1>
      <p class="lead">{say('communities.governance.lead')}</p>
      {community.jointly ? (
        <p>{say('communities.governance.jointly')}</p>
      ) : (
        <ul>
          <li>{say('communities.governance.stewards')}</li>
          <li>{say('communities.governance.facilitators')}</li>
          <li>{say('communities.governance.members')}</li>
          <li>{say('communities.governance.proposals', { days: ANSWER_DAYS })}</li>
          <li>{say('communities.governance.away', { days: AWAY_DAYS })}</li>
        </ul>
      )}
      {community.jointly ? null : (
        <p>
          <a href={href(page, `${community.path}/charter`)}>{say('communities.charter')}</a>
        </p>
      )}
      {proposals === null || community.jointly ? null : (
        <>
          <section>
            <h2>{say('communities.proposals')}</h2>
            {proposals.length === 0 ? <p class="empty">{say('communities.proposals.none')}</p> : null}
            {proposals.map((proposal) => (
              <One {...props} proposal={proposal} />
            ))}
          </section>
          {community.state === 'ended' ? null : (
            <section>
              <h2>{say('communities.propose')}</h2>
              <ProblemNote page={page} problem={problem} />
              <ProposeForm {...props} />
            </section>
          )}
        </>
      )}
    </Layout>
  )
}

function ProposeForm({ page, community, sending, values, problem }: GovernanceProps) {
  const { say } = page
  return (
    <Form page={page} action={href(page, `${community.path}/proposals`)}>
      <input type="hidden" name="sending" value={sending} />
      <RadioField
        name="sort"
        label={say('communities.propose.sort')}
        value={values['sort'] ?? 'charter'}
        options={PROPOSALS.map((sort) => ({ value: sort, label: say(`communities.proposal.${sort}`) }))}
        problem={problem}
      />
      <TextArea
        name="text"
        label={say('communities.propose.text')}
        value={values['text']}
        rows={5}
        most={LONGEST.proposal}
        required
        problem={problem}
      />
      <LanguageField
        page={page}
        label={say('communities.written-in')}
        value={values['language']}
        first={community.languages}
        problem={problem}
      />
      <button>{say('communities.propose')}</button>
    </Form>
  )
}

function One({ page, community, proposal, names }: GovernanceProps & { proposal: Proposal }) {
  const { say } = page
  const at = href(page, `${community.path}/proposals/${proposal.id}`)
  const name = proposal.member === null ? undefined : names.get(proposal.member)
  return (
    <article class="card" id={proposal.id}>
      <h3>{say(`communities.proposal.${proposal.sort}`)}</h3>
      <Paragraphs text={proposal.text} language={proposal.language} />
      <p class="quiet">
        <bdi>{name ?? say('communities.somebody')}</bdi> · {dayInWords(page, proposal.proposedOn)}
      </p>
      <p class="status">
        <strong>{say('communities.proposal.behind', { count: proposal.supporters, threshold: proposal.threshold })}</strong>
        {proposal.answerBy === null || proposal.outcome !== null
          ? null
          : ` · ${say('communities.proposal.answer-by', { day: dayInWords(page, proposal.answerBy) })}`}
      </p>
      {proposal.outcome === null ? (
        community.state === 'ended' ? null : (
          <>
            <Form page={page} action={`${at}/support`}>
              <input type="hidden" name="supports" value={proposal.supports ? 'no' : 'yes'} />
              <button class="quiet">{say(proposal.supports ? 'communities.proposal.step-back' : 'communities.proposal.support')}</button>
            </Form>
            {community.me?.role === 'steward' ? <AnswerForm page={page} at={at} id={proposal.id} /> : null}
          </>
        )
      ) : (
        <>
          <p class="status">
            <strong>{say(`communities.outcome.${proposal.outcome}`)}</strong>
            {proposal.answeredOn === null ? null : ` · ${dayInWords(page, proposal.answeredOn)}`}
          </p>
          <blockquote dir="auto">{proposal.answer}</blockquote>
        </>
      )}
    </article>
  )
}

function AnswerForm({ page, at, id }: { page: Page; at: string; id: string }) {
  const { say } = page
  return (
    <details>
      <summary>{say('communities.proposal.answer')}</summary>
      <Form page={page} action={`${at}/answer`}>
        <RadioField
          name="outcome"
          id={`outcome-${id}`}
          label={say('communities.proposal.outcome')}
          value="taken"
          options={OUTCOMES.map((outcome) => ({ value: outcome, label: say(`communities.outcome.${outcome}`) }))}
        />
        <TextArea name="answer" id={`answer-${id}`} label={say('communities.proposal.reason')} rows={4} most={LONGEST.proposal} required />
        <button>{say('communities.proposal.answer')}</button>
      </Form>
    </details>
  )
}
