import type { Child } from 'hono/jsx'
import { Layout } from '../../../web/layout.tsx'
import type { Page } from '../../../web/page.ts'
import { SessionWay } from '../../../web/session-way.tsx'
import { Back, Lines, type Place } from './pieces.tsx'

/** What somebody hands over to moderators, before they report it; moderators find it here too. */
export function HandedPage(props: {
  page: Page
  session: Place
  text: string
  hidden: boolean
  mine: boolean
  sections: readonly Child[]
}) {
  const { page, session, text, hidden, mine, sections } = props
  const { say } = page
  return (
    <Layout page={page} title={say('encounters.handed')} index={false}>
      <SessionWay page={page} session={session} part="people" />
      {mine ? <Back page={page} session={session} /> : null}
      <h1>{say('encounters.handed')}</h1>
      <p>{say(mine ? 'encounters.handed.mine' : 'encounters.handed.moderator')}</p>
      {hidden ? <p class="note">{say('encounters.hidden')}</p> : null}
      <blockquote dir="auto">
        <p>
          <Lines text={text} />
        </p>
      </blockquote>
      {[...sections]}
    </Layout>
  )
}
