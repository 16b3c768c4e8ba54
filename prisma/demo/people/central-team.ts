/** Who works for the trust as a whole, and its trustees. Columns: see people.ts. */
export const centralTeam = `
Helen Achterberg       | staff      | Chief executive                               | @ | 5 | signed   |
Dafydd Pryce-Jones     | staff      | Director of Digital Services                  | @ | 4 | signed   | policy-owner, it-administrator
Rukhsana Mirza         | staff      | Governance professional                       | @ | 3 | signed   | clerk
Tom Ferreira           | staff      | Finance director                              | @ | 6 | signed   |
Joy Nwachukwu          | staff      | Head of people                                | @ | 2 | signed   |
Ewan Strachan          | staff      | Service desk engineer                         | @ | 1 | earlier  |
Nadia Haddad           | staff      | Director of inclusion                         | @ | 0 | new      |
Lena Kowalczyk         | contractor | Data protection officer, Meridian Data Advice | lena.kowalczyk@meridian-data.example | 3 | signed | data-protection-officer
Gareth Whitcombe       | contractor | Internal auditor, Whitcombe and Shaw          | gareth@whitcombe-shaw.example        | 1 | signed | auditor
Margaret Oduya         | trustee    | Chair of the trust board                      | margaret.oduya@post.example   | 5 | signed  | board-member
Rajinder Singh Sandhu  | trustee    | Vice-chair of the trust board                 | r.s.sandhu@post.example       | 4 | signed  | board-member
Fiona MacAllister      | trustee    | Trustee                                       | fiona.macallister@post.example | 2 | signed | board-member
Ibrahim Yusuf          | trustee    | Trustee                                       | ibrahim.yusuf@post.example    | 2 | earlier | board-member
Catherine Lightfoot    | trustee    | Trustee                                       | c.lightfoot@post.example      | 6 | signed  | board-member
Owen Tudor             | trustee    | Trustee                                       | owen.tudor@post.example       | 1 | asked   | board-member
Mei-Ling Chow          | trustee    | Trustee                                       | meiling.chow@post.example     | 0 | new     | board-member
`;
