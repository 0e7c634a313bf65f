import type { Child } from 'hono/jsx'
import { excerpt } from '../../../web/excerpt.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { SessionWay } from '../../../web/session-way.tsx'
import { Moment } from '../../../web/time.tsx'
import { Paragraphs } from '../../../web/parts.tsx'
import type { Call } from '../queries/call.ts'
import type { Mine } from '../queries/list.ts'
import type { Numbers, Shown } from '../queries/shapes.ts'
import type { CallPhase } from '../rules.ts'
import { Fate, NumbersLine, Origin, type Place, type Question } from './pieces.tsx'

export type ListProps = {
  readonly page: Page
  readonly session: Place
  readonly call: Call | null
  readonly phase: CallPhase | null
  readonly calledOff: boolean
  readonly ideas: readonly Shown[]
  readonly numbers: Numbers
  readonly questions: readonly Question[]
  readonly mine: readonly Mine[]
  readonly mayCall: boolean
  readonly atDesk: boolean
  readonly labels: ReadonlyMap<string, readonly Child[]>
}

/** The call, how many ideas came and have an answer, and all of them. */
export function ListPage(props: ListProps) {
  const { page, session, call, ideas, mine, numbers, questions } = props
  const { say } = page
  return (
    <Layout page={page} title={say('ideas.title-of', { title: session.title })} description={call?.text.slice(0, 200) ?? say('ideas.none')}>
      <SessionWay page={page} session={session} />
      <h1>{say('ideas.title')}</h1>
      {call === null ? <p class="empty">{say('ideas.none')}</p> : <TheCall {...props} call={call} />}
      <Deeds {...props} />
      {mine.length === 0 ? null : (
        <section>
          <h2>{say('ideas.mine')}</h2>
          <ul class="rows">
            {mine.map(({ idea, link }) => (
              <li>
                <a href={href(page, `/ideas/${link}`)}>
                  <InLanguage language={idea.language}>{idea.title || excerpt(idea.text, 120) || say('idea.withdrawn')}</InLanguage>
                </a>
                <p class="quiet">{say(`idea.state.${idea.state}`)}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {call === null ? null : (
        <section>
          <h2>{say('ideas.all')}</h2>
          <NumbersLine page={page} numbers={numbers} />
          {ideas.length === 0 ? <p class="empty">{say('ideas.empty')}</p> : null}
          <ul class="rows">
            {ideas.map((idea) => (
              <li id={idea.id}>
                {idea.state === 'standing' ? (
                  <>
                    {idea.title === '' ? null : (
                      <InLanguage as="h3" language={idea.language}>
                        <a href={href(page, idea.path)}>{idea.title}</a>
                      </InLanguage>
                    )}
                    <InLanguage as="p" language={idea.language} class="statement">
                      {idea.title === '' ? <a href={href(page, idea.path)}>{excerpt(idea.text)}</a> : excerpt(idea.text)}
                    </InLanguage>
                    <Origin page={page} of={idea} questions={questions} />
                    <Fate page={page} of={idea} answerBy={call.answerBy} />
                    {[...(props.labels.get(idea.id) ?? [])]}
                  </>
                ) : (
                  <p class="quiet">{say(`idea.${idea.state}`)}</p>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </Layout>
  )
}

function TheCall({ page, call, phase }: ListProps & { call: Call }) {
  const { say } = page
  return (
    <section>
      <Paragraphs text={call.text} language={call.language} class="lead" />
      <dl class="facts">
        <dt>{say(phase === 'before' ? 'ideas.opens' : phase === 'open' ? 'ideas.closes' : 'ideas.closed')}</dt>
        <dd>
          <Moment page={page} at={phase === 'before' ? call.opensAt : call.closesAt} />
        </dd>
        <dt>{say('ideas.answer-by')}</dt>
        <dd>
          <Moment page={page} at={call.answerBy} />
        </dd>
        <dt>{say('ideas.who')}</dt>
        <dd>{say(`ideas.access.${call.access}`)}</dd>
        <dt>{say('ideas.read-first')}</dt>
        <dd>{say(`ideas.moderation.${call.moderation}`)}</dd>
      </dl>
    </section>
  )
}

function Deeds({ page, session, phase, calledOff, mayCall, atDesk, call }: ListProps) {
  const { say } = page
  const at = href(page, `${session.path}/ideas`)
  return (
    <p class="actions">
      {phase === 'open' && !calledOff ? (
        <a class="button" href={`${at}/new`}>
          {say('ideas.write')}
        </a>
      ) : null}
      {atDesk && call !== null ? (
        <a class="button quiet" href={`${at}/desk`}>
          {say('ideas.desk')}
        </a>
      ) : null}
      {mayCall ? (
        <a class="button quiet" href={`${at}/call`}>
          {say(call === null ? 'ideas.call.open' : 'ideas.call.change')}
        </a>
      ) : null}
    </p>
  )
}
