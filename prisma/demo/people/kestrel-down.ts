/** Everyone who works or helps at Kestrel Down Primary School, and its governors. Columns: see people.ts. */
export const kestrelDown = `
Angharad Bowen         | staff      | Head teacher                        | @ | 5 | signed   | head
Declan Foley           | staff      | Deputy head                         | @ | 2 | signed   | safeguarding-lead
Maxine Trotter         | staff      | School secretary                    | @ | 4 | signed   | office
Adaeze Umeh            | staff      | Class teacher, Robins               | @ | 3 | signed   |
Joseph Lindqvist       | staff      | Class teacher, Wrens                | @ | 1 | signed   |
Harpreet Gill          | staff      | Class teacher, Kites                | @ | 4 | signed   |
Marta Silva            | staff      | Class teacher, Owls                 | @ | 0 | new      |
Dorothy Peel           | staff      | Teaching assistant                  | @ | 6 | asked    |
Hamza Rashid           | staff      | Teaching assistant                  | @ | 0 | new      |
Pauline Cross          | staff      | Midday supervisor                   | - | 3 |          |
Winston Clarke         | staff      | Caretaker                           | - | 5 |          |
Ruth Abbott            | agency     | Supply teacher, Downland Supply     | ruth.abbott@downland.example | -9d | new |
George Tilley          | volunteer  | Chess club                          | george.tilley@post.example | 1 | signed |
Eleanor Frost          | governor   | Chair of governors                  | eleanor.frost@post.example | 3 | signed | board-member
Aliyu Bello            | governor   | Governor                            | aliyu.bello@post.example | 1 | new |
Nerys Vaughan          | staff      | Clerk to the governors              | nerys.vaughan@post.example | 2 | signed | clerk
Craig Donnelly         | contractor | Network support, Hilltop Computers  | craig@hilltop.example | 1 | signed | it-administrator
Saskia Boer            | trainee    | Trainee teacher                     | saskia.boer@training.example | 0 | new |
`;
