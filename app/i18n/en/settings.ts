/** Settings. */
export const settingsWords = {
  settings: {
    title: 'Settings',
    subtitle: 'How customers are written to, and what is kept how long',
    saved: 'Settings saved',
    messages: 'Messages to customers',
    messagesText:
      'They apply to the e-mails that Vouchsafe sends. Who tells customers, Shopify or Vouchsafe, is chosen under Program.',
    noMailServer: 'No mail server is set up, so Vouchsafe sends no e-mails. Whoever runs Vouchsafe can connect one.',
    language: 'Language of e-mails about rewards',
    languageHelp: 'Blocks in the store, and e-mails about joining, are in the language that the shopper reads the store in.',
    storeLanguage: 'The store’s own language',
    senderName: 'Sender’s name',
    senderNameHelp: 'Shown beside the sender’s address. Left empty, it is the store’s name.',
    replyTo: 'Answers go to',
    replyToHelp: 'Left empty, it is the store’s contact address in Shopify.',
    keep: 'How long things are kept',
    keepText:
      'What is older is deleted once a day, at 3:30 UTC. A shorter time deletes what is older than that at the next run; it cannot be brought back.',
    days: 'days',
    kept: {
      visitsBeyondWindow: 'Visits, networks and browsers, beyond the attribution window',
      deliveries: 'Messages from Shopify that were worked off',
      deadDeliveries: 'Messages from Shopify that failed',
    },
    keptHelp: {
      visitsBeyondWindow: '{{least}} to {{most}}. An order that is paid late may still need the visit that explains it.',
      deliveries: '{{least}} to {{most}}. For some days Shopify may send a message again; it is known by the first one.',
      deadDeliveries: '{{least}} to {{most}}. Until then they can be tried again under Health.',
    },
    problem: {
      language: 'Choose one of the languages.',
      'sender-too-long': 'A sender’s name has 100 characters at most.',
      'sender-broken': 'A sender’s name has one line, without control characters.',
      address: 'This is no e-mail address.',
      days: 'Enter a whole number from {{least}} to {{most}}.',
    },
    conflict: {
      title: 'Somebody else has saved the settings meanwhile',
      text: 'What you typed is still here. Saving it replaces theirs.',
      empty: 'nothing',
    },
    elsewhere: 'Elsewhere',
    blockListText: 'Buyers whose orders are never credited',
    requestsText: 'Files for customers who ask for their data',
    programText: 'Rules, rewards, who tells customers',
    data: 'Your data',
    dataText: 'All of it as files, at any time. Dates are in your store’s time zone.',
    file: {
      referrals: 'Referrals, with their decisions',
      advocates: 'Advocates',
      rewards: 'Rewards',
      visits: 'Visits',
      claims: 'Claims',
      ledger: 'Entries of the ledger, by month',
    },
    uninstall: 'When you uninstall',
    uninstallText:
      'Access to your store ends at once and nothing is credited any more. Codes that were issued stay in Shopify. 48 hours later Shopify asks for the erasure of your store, and everything here is deleted. Install again before that to go on where you left.',
  },
} as const;
