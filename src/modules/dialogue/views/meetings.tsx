import type { Child } from 'hono/jsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Day } from '../../../web/time.tsx'
import type { ListedMeeting, MeetingList } from '../queries/meetings.ts'
import { SpeakerWords } from './speaker.tsx'

type Where = { readonly page: Page; readonly slug: string; readonly title: { readonly text: string; readonly language: string } }

/** How many took part on paper, beside how many there were in all; nothing below ten. */
export function OnPaper({
  page,
  slug,
  onPaper,
  participants,
}: Omit<Where, 'title'> & { onPaper: number | null; participants: number | null }) {
  const { say } = page
  if (onPaper === null) return null
  const told = participants === null || participants < onPaper
  return (
    <p class="quiet">
      {told ? say('paper.count', { count: onPaper }) : say('paper.share', { count: onPaper, share: say.share(onPaper / participants) })}{' '}
      <a href={href(page, `/dialogues/${slug}/meetings`)}>{say('paper.where')}</a>
    </p>
  )
}

export function MeetingsPage({ page, slug, title, onPaper, meetings, smaller, withdrawn }: Where & MeetingList) {
  const { say } = page
  return (
    <Layout page={page} title={say('meetings.title')} description={say('meetings.lead')}>
      <Crumb page={page} slug={slug} title={title} />
      <h1>{say('meetings.title')}</h1>
      <p class="lead">{say('meetings.lead')}</p>
      <p>{onPaper === null ? say('meetings.few') : say('paper.count', { count: onPaper })}</p>
      {meetings.length === 0 ? null : (
        <ul class="rows">
          {meetings.map((meeting) => (
            <li>
              <MeetingCard page={page} slug={slug} meeting={meeting} heading="h2" />
            </li>
          ))}
        </ul>
      )}
      {smaller === 0 ? null : <p>{say(meetings.length === 0 ? 'meetings.small' : 'meetings.smaller', { count: smaller })}</p>}
      {withdrawn === 0 ? null : <p>{say('meetings.withdrawn', { count: withdrawn })}</p>}
      <p>
        <a href={href(page, `/dialogues/${slug}/kit`)}>{say('kit.title')}</a>
      </p>
    </Layout>
  )
}

/** One meeting under its own address, so that it can be reported. */
export function MeetingPage({ page, slug, title, meeting, sections }: Where & { meeting: ListedMeeting; sections: readonly Child[] }) {
  return (
    <Layout page={page} title={meeting.title ?? page.say('meetings.hidden')} index={false}>
      <Crumb page={page} slug={slug} title={title} />
      <MeetingCard page={page} slug={slug} meeting={meeting} heading="h1" />
      <p>
        <a href={href(page, `/dialogues/${slug}/meetings`)}>{page.say('meetings.all')}</a>
      </p>
      {[...sections]}
    </Layout>
  )
}

type CardProps = { readonly page: Page; readonly slug: string; readonly meeting: ListedMeeting; readonly heading: 'h1' | 'h2' }

function MeetingCard({ page, slug, meeting, heading: Heading }: CardProps) {
  const { say } = page
  const { title, language, number, heldOn, place, sheets, enteredBy } = meeting
  const name = title === null ? say('meetings.hidden') : <InLanguage language={language}>{title}</InLanguage>
  return (
    <article>
      <Heading>{Heading === 'h1' ? name : <a href={href(page, `/dialogues/${slug}/meetings/${number}`)}>{name}</a>}</Heading>
      <p>
        <Day page={page} at={new Date(`${heldOn}T12:00:00Z`)} />
        {place === null ? null : (
          <>
            {' · '}
            <bdi>{place}</bdi>
          </>
        )}
        {' · '}
        {say('meetings.sheets', { count: sheets })}
      </p>
      <EnteredBy page={page} enteredBy={enteredBy} />
    </article>
  )
}

/** Who typed the sheets in answers for them: an office of the body, or whoever its convener trusted with a link. */
export function EnteredBy({ page, enteredBy: { givenTo, speaker } }: { page: Page; enteredBy: ListedMeeting['enteredBy'] }) {
  const { say } = page
  if (givenTo === null && speaker === null) return null
  return (
    <p class="quiet">
      {say('meetings.entered-by')} {speaker === null ? <bdi>{givenTo}</bdi> : <SpeakerWords page={page} speaker={speaker} />}
    </p>
  )
}

function Crumb({ page, slug, title }: Where) {
  return (
    <p class="crumb">
      <a href={href(page, `/dialogues/${slug}`)}>
        <InLanguage language={title.language}>{title.text}</InLanguage>
      </a>
    </p>
  )
}
