import type { Child } from 'hono/jsx'
import type { Verdict } from '#base'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { SessionWay } from '../../../web/session-way.tsx'
import { Day } from '../../../web/time.tsx'
import type { MyPart } from '../queries/my-part.ts'
import type { Whole } from '../queries/read.ts'
import { AnswerSection } from './answers.tsx'
import { Amendments, MinorityPositions, Stances } from './contributions.tsx'
import { DecisionSection } from './decision.tsx'
import { AddresseeWords, DayWords, Goals, StatusWords } from './pieces.tsx'
import { SourceList } from './sources.tsx'
import { pathOf, isChanged, isStanding } from '../rules.ts'

/** What the reader may do here: the verdicts of the deeds themselves. */
export type Doors = {
  readonly amend: Verdict
  readonly stance: Verdict
  readonly minority: Verdict
  readonly vote: Verdict
  readonly answer: Verdict
  readonly youth: Verdict
  readonly edit: Verdict
  /** Something of the session is theirs to lead. */
  readonly lead: boolean
}

type Props = {
  readonly page: Page
  readonly whole: Whole
  readonly mine: MyPart
  readonly doors: Doors
  /** What other rooms put under it. */
  readonly sections: readonly Child[]
}

export function RecommendationPage({ page, whole, mine, doors, sections }: Props) {
  const { say } = page
  const { recommendation, session, wordings, youth } = whole
  const wording = wordings.at(-1)
  if (wording === undefined) return null
  const path = pathOf(recommendation.id)
  const last = whole.answers.at(-1)
  return (
    <Layout page={page} title={wording.title} description={wording.text.slice(0, 200)} index={recommendation.proposedAt !== null}>
      <SessionWay page={page} session={session} part="recommendations" />
      <InLanguage as="h1" language={wording.language}>
        {wording.title}
      </InLanguage>
      <StatusWords
        page={page}
        status={whole.status}
        answerBy={recommendation.answerBy}
        answeredAt={last?.at ?? null}
        answeredLate={whole.answers[0]?.late ?? false}
      />
      <Unsound page={page} whole={whole} />
      <InLanguage as="p" language={wording.language} class="as-written">
        {wording.text}
      </InLanguage>
      <Facts page={page} whole={whole} />
      <Actions page={page} path={path} doors={doors} />
      {youth === null ? null : (
        <section id="youth">
          <h2>{say('recommendation.youth')}</h2>
          <InLanguage as="p" language={youth.language} class="card as-written">
            {youth.text}
          </InLanguage>
          <p class="quiet">
            {say('recommendation.office.youth-rapporteur')} · <Day page={page} at={youth.writtenAt} />
          </p>
        </section>
      )}
      <AnswerSection page={page} whole={whole} />
      <section id="sources">
        <h2>{say('recommendation.sources')}</h2>
        <p class="quiet">{say('recommendation.sources.lead')}</p>
        <SourceList page={page} sources={whole.sources} />
      </section>
      <DecisionSection page={page} whole={whole} mine={mine} mayVote={doors.vote.ok} />
      <Stances page={page} whole={whole} mine={mine} />
      <MinorityPositions page={page} whole={whole} />
      <Amendments page={page} whole={whole} />
      <Record page={page} whole={whole} />
      {[...sections]}
    </Layout>
  )
}

function Unsound({ page: { say }, whole: { sources } }: Pick<Props, 'page' | 'whole'>) {
  if (!sources.some(isStanding))
    return (
      <p class="problem">
        <span aria-hidden="true">!</span> {say('recommendation.no-source-left')}
      </p>
    )
  if (!sources.some(isChanged)) return null
  const withdrawn = sources.some(({ standing }) => standing === 'withdrawn')
  return (
    <p class="problem">
      <span aria-hidden="true">!</span> {say(withdrawn ? 'recommendation.stands-on-withdrawn' : 'recommendation.stands-on-changed')}
    </p>
  )
}

function Facts({ page, whole: { recommendation, wordings, addressee, question } }: Pick<Props, 'page' | 'whole'>) {
  const { say } = page
  const { actBy, answerBy, sdgs, gcm, amendmentsUntil, state } = recommendation
  const wording = wordings.at(-1)
  return (
    <dl class="facts">
      <dt>{say('recommendation.addressee')}</dt>
      <dd>
        <AddresseeWords page={page} addressee={addressee} />
      </dd>
      {wording === undefined || wording.call === '' ? null : (
        <>
          <dt>{say('recommendation.call')}</dt>
          <dd>
            <InLanguage language={wording.language}>{wording.call}</InLanguage>
            {actBy === null ? null : (
              <>
                {' '}
                · {say('recommendation.act-by')} <DayWords page={page} day={actBy} />
              </>
            )}
          </dd>
        </>
      )}
      <dt>{say('recommendation.answer-day')}</dt>
      <dd>
        <DayWords page={page} day={answerBy} />
      </dd>
      {question === null ? null : (
        <>
          <dt>{say('recommendation.question', { number: question.number })}</dt>
          <dd>
            <InLanguage language={question.language}>{question.text}</InLanguage>
          </dd>
        </>
      )}
      {state !== 'proposed' || amendmentsUntil === null ? null : (
        <>
          <dt>{say('recommendation.amendments-until')}</dt>
          <dd>
            <DayWords page={page} day={amendmentsUntil} />
          </dd>
        </>
      )}
      {sdgs.length + gcm.length === 0 ? null : (
        <>
          <dt>{say('recommendation.goals')}</dt>
          <dd>
            <Goals page={page} sdgs={sdgs} gcm={gcm} />
          </dd>
        </>
      )}
    </dl>
  )
}

function Actions({ page, path, doors }: { page: Page; path: string; doors: Doors }) {
  const { say } = page
  const all = [
    ['answer', doors.answer, 'recommendation.do.answer'],
    ['stance', doors.stance, 'recommendation.do.stance'],
    ['amendment', doors.amend, 'recommendation.do.amend'],
    ['minority', doors.minority, 'recommendation.do.minority'],
    ['youth', doors.youth, 'recommendation.do.youth'],
    ['edit', doors.edit, 'recommendation.do.edit'],
  ] as const
  const open = all.filter(([, verdict]) => verdict.ok)
  if (open.length === 0 && !doors.lead) return null
  return (
    <p class="actions">
      {open.map(([noun, , key], index) => (
        <a class={index === 0 ? 'button' : 'button quiet'} href={href(page, `${path}/${noun}`)}>
          {say(key)}
        </a>
      ))}
      {doors.lead ? (
        <a class="button quiet" href={href(page, `${path}/desk`)}>
          {say('recommendation.desk')}
        </a>
      ) : null}
    </p>
  )
}

/** Every state with its day and by which office; the wordings are one step away. */
function Record({ page, whole: { recommendation, steps, wordings } }: Pick<Props, 'page' | 'whole'>) {
  const { say } = page
  return (
    <section>
      <h2>{say('recommendation.record')}</h2>
      <ol class="rows">
        {steps
          .filter(({ state }) => state !== 'draft')
          .map(({ state, at, office, reason, language }) => (
            <li>
              <p>
                <strong>{state === 'put' ? say('recommendation.step.put') : say(`recommendation.status.${state}`)}</strong> ·{' '}
                <Day page={page} at={at} /> · {say(`recommendation.office.${office}`)}
              </p>
              {reason === null ? null : (
                <InLanguage as="p" language={language ?? 'und'}>
                  {reason}
                </InLanguage>
              )}
            </li>
          ))}
      </ol>
      <p>
        <a href={href(page, `${pathOf(recommendation.id)}/versions`)}>{say('recommendation.versions', { count: wordings.length })}</a>
      </p>
    </section>
  )
}
