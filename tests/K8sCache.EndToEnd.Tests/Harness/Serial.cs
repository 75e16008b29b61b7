// Whole clusters and pinned ports on few cores: one scenario at a time keeps their deadlines honest.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
