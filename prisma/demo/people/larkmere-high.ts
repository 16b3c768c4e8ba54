/** Everyone who works or helps at Larkmere High School, and its governors. Columns: see people.ts. */
export const larkmereHigh = `
Samuel Osei            | staff      | Head teacher                        | @ | 6 | signed   | head
Bronwen Castle         | staff      | Deputy head, pastoral               | @ | 5 | signed   | safeguarding-lead
Imran Qureshi          | staff      | Deputy head, curriculum             | @ | 3 | signed   |
Patricia (Pat) Dunne   | staff      | Office manager                      | @ | 6 | signed   | office
Yusuf Demir            | staff      | Network technician                  | @ | 2 | signed   | it-administrator
Hannah Lovell          | staff      | Teacher of English                  | @ | 4 | signed   |
Chidi Eze              | staff      | Teacher of mathematics              | @ | -3d | new    |
Katarzyna (Kasia) Nowak | staff     | Teacher of science                  | @ | 3 | earlier  |
Leroy Campbell         | staff      | Teacher of physical education       | @ | 5 | signed   |
Anjali Deshpande       | staff      | Head of sixth form                  | @ | 2 | signed   |
Robert Thistlewood     | staff      | Teacher of history                  | @ | 6 | declined |
Mireille Fontaine      | staff      | Teacher of French                   | @ | 1 | asked    |
Gethin Powell          | staff      | Teacher of music                    | @ | 2 | earlier  |
Soraya Khan            | staff      | Teacher of art                      | @ | 4 | new      |
Ben Aldous             | staff      | Teacher of computing                | @ | 0 | signed   |
Charlotte Ndlovu       | staff      | Teaching assistant                  | @ | 1 | signed   |
Danuta Wójcik          | staff      | Cook                                | - | 3 |          |
Terry Marsh            | staff      | Site manager                        | @ | 6 | earlier  |
Abdi Warsame           | staff      | Cleaner                             | - | 2 |          |
Sheila Prentice        | staff      | Midday supervisor                   | - | 5 |          |
Aoife Brennan          | staff      | Teacher of geography                | @ | next month | new |
Neil Farrow            | staff      | Teacher of design and technology    | @ | 6 to last month | earlier |
Grace Mutasa           | agency     | Supply teacher, Northgate Teachers  | grace.mutasa@northgate.example | -20d | new |
Joel Sandiford         | agency     | Cover supervisor, Northgate Teachers | joel.sandiford@northgate.example | 0 | earlier |
Wendy Ashcroft         | volunteer  | Reading mentor                      | wendy.ashcroft@post.example | -5d | new |
Harold Beckett         | volunteer  | Duke of Edinburgh helper            | harold.beckett@post.example | 2 | signed |
Sunita Chaudhary       | governor   | Chair of governors                  | sunita.chaudhary@post.example | 3 | signed | board-member
Dominic Rourke         | governor   | Governor                            | dominic.rourke@post.example | 2 | earlier |
Philippa Grange        | governor   | Governor                            | philippa.grange@post.example | 1 | signed |
Kwabena Boateng        | governor   | Parent governor                     | kwabena.boateng@post.example | 1 | signed |
Dale Hutchings         | contractor | Photocopier engineer, Ridley Print  | dale@ridley-print.example | 0 | new |
Zainab Farooq          | trainee    | Trainee teacher of chemistry        | zainab.farooq@training.example | 0 | signed |
Luke Pemberton         | trainee    | Trainee teacher of English          | luke.pemberton@training.example | 0 | new |
`;
