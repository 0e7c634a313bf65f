import { InLanguage } from '../../../web/layout.tsx'
import { address, type Page } from '../../../web/page.ts'
import { MOST_TITLES, type Sort } from '../rules.ts'
import { letterHtml } from '../../../web/letter.tsx'

type Letter = { readonly subject: string; readonly text: string; readonly html: string }
type Title = { readonly text: string; readonly language: string }
type Told = { readonly sort: Sort; readonly line: string; readonly open?: Title | undefined }
type Stopping = { readonly sort: Sort; readonly link: string }

export type Digest = {
  readonly told: readonly Told[]
  /** Whether the reader asked for the titles of what is open to everybody. */
  readonly titles?: boolean
  /** It could not wait: the letter says so, and nothing of what. */
  readonly urgent?: boolean
  /** One for each sort in the letter. */
  readonly stopping: readonly Stopping[]
  readonly stopAll: string
}

/**
 * What there is to tell, in neutral lines: no title, no name, no address of a dialogue or body, so whoever looks into the mailbox learns no more
 * than that this hub has something to say. One link leads to the page where it stands whole. Titles are those of open things alone, and only
 * where the reader asked for them.
 */
export function digestLetter(page: Pick<Page, 'say' | 'publicUrl' | 'hubName'>, digest: Digest): Letter {
  const { say, hubName } = page
  const { told, titles = false, urgent = false, stopping, stopAll } = digest
  const subject = say(urgent ? 'letter.urgent.subject' : 'letter.subject', { hub: hubName })
  const lines = counted(told.flatMap(({ sort, line }) => (sort === 'followed' ? [] : [line])))
  const said = lines.map(({ line, times }) => (times === 1 ? line : say('letter.times', { line, times })))
  const followed = followedIn(page, told)
  const open = titles ? told.flatMap((one) => one.open ?? []).slice(0, MOST_TITLES) : []
  const home = address(page, '/notices')
  const ends = endsOf(page, stopping, stopAll)
  const lead = say('letter.lead', { hub: hubName })
  const text = [
    ...(said.length === 0 ? [] : [lead, ...said.map((line) => `- ${line}`), say('letter.read'), home]),
    ...(followed === null ? [] : [followed.line, followed.feed]),
    ...(open.length === 0 ? [] : [say('letter.titles'), ...open.map((one) => `- ${one.text}`)]),
    say('letter.why'),
    ...ends.map(({ what, link }) => `${what}\n${link}`),
    hubName,
  ]
  const words = (
    <>
      {said.length === 0 ? null : (
        <>
          <p>{lead}</p>
          <ul>
            {said.map((line) => (
              <li>{line}</li>
            ))}
          </ul>
          <p>
            {say('letter.read')} <a href={home}>{home}</a>
          </p>
        </>
      )}
      {followed === null ? null : (
        <p>
          {followed.line} <a href={followed.feed}>{followed.feed}</a>
        </p>
      )}
      <Titles page={page} open={open} />
      <p>{say('letter.why')}</p>
      <ul>
        {ends.map(({ what, link }) => (
          <li>
            <a href={link}>{what}</a>
          </li>
        ))}
      </ul>
      <p>{hubName}</p>
    </>
  )
  return { subject, text: `${text.join('\n\n')}\n`, html: letterHtml(say, subject, words) }
}

type Frame = Pick<Page, 'say' | 'publicUrl' | 'hubName'>

function Titles({ page, open }: { page: Frame; open: readonly Title[] }) {
  if (open.length === 0) return null
  return (
    <>
      <p>{page.say('letter.titles')}</p>
      <ul>
        {open.map(({ text, language }) => (
          <li>
            <InLanguage language={language}>{text}</InLanguage>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Of what somebody follows the number, and where it stands. */
function followedIn(page: Frame, told: readonly Told[]): { readonly line: string; readonly feed: string } | null {
  const count = told.filter(({ sort }) => sort === 'followed').length
  return count === 0 ? null : { line: page.say('letter.followed', { count }), feed: address(page, '/me/feed') }
}

function endsOf(page: Frame, stopping: readonly Stopping[], stopAll: string) {
  const { say } = page
  return [
    ...stopping.map(({ sort, link }) => ({
      what: say('letter.stop', { sort: say(`notices.sort.${sort}`) }),
      link: stopAddress(page, link),
    })),
    { what: say('letter.stop-all'), link: stopAddress(page, stopAll) },
  ]
}

/** Lines are neutral, so several of them may be the same: each is said once, with how often. */
function counted(lines: readonly string[]): readonly { readonly line: string; readonly times: number }[] {
  return [...Map.groupBy(lines, (line) => line)].map(([line, same]) => ({ line, times: same.length }))
}

export const stopAddress = (page: Pick<Page, 'say' | 'publicUrl'>, link: string): string => address(page, `/letters/stop/${link}`)
